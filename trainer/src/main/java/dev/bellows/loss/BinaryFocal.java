package dev.bellows.loss;

import dev.bellows.linalg.Elementwise;
import dev.bellows.linalg.Logarithm;

/**
 * The binary cross-entropy, weighted down where the answer is right already: with {@code q} the
 * probability of the wrong answer, the mean over the outputs of {@code q^γ · (−log(1 − q))} (Lin,
 * Goyal, Girshick, He and Dollár, 2017). Their factor α is a class weight.
 *
 * <p>For {@code m = z} where the target is 1, {@code −z} where it is 0: {@code q = σ(−m)}, and the
 * slope along m is {@code −q^γ (γ (1 − q) · (−log(1 − q)) + q)}.
 *
 * @param gamma γ, at least 0, which is the cross-entropy itself
 */
public record BinaryFocal(double gamma) implements BinaryLoss {
  public BinaryFocal {
    checkGamma(gamma);
  }

  static void checkGamma(double gamma) {
    if (!(gamma >= 0) || Double.isInfinite(gamma)) {
      throw new IllegalArgumentException("Invalid gamma: %s: must be ≥ 0".formatted(gamma));
    }
  }

  @Override
  public String name() {
    return "binary-focal";
  }

  @Override
  public double value(float logit, float target) {
    float margin = margin(logit, target);
    return StrictMath.pow(Elementwise.sigmoid(-margin), gamma) * entropy(margin);
  }

  @Override
  public float slope(float logit, float target) {
    float margin = margin(logit, target);
    double wrong = Elementwise.sigmoid(-margin);
    double slope = -StrictMath.pow(wrong, gamma) * (gamma * (1 - wrong) * entropy(margin) + wrong);
    return (float) (target > 0.5f ? slope : -slope);
  }

  private static float margin(float logit, float target) {
    return target > 0.5f ? logit : -logit;
  }

  /** {@code −log σ(margin)}. */
  private static double entropy(float margin) {
    return Math.max(-margin, 0) + Logarithm.log1p(Elementwise.exp(-Math.abs(margin)));
  }
}
