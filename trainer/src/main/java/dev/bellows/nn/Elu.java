package dev.bellows.nn;

import dev.bellows.linalg.SmoothRectifiers;

/**
 * {@code z} where positive, else {@code alpha (e^z − 1)} (Clevert, Unterthiner and Hochreiter,
 * 2016).
 *
 * @param alpha above 0, so that y tells the sign of z
 */
public record Elu(float alpha) implements PointwiseActivation {
  public Elu {
    if (!(alpha > 0) || Float.isInfinite(alpha)) {
      throw new IllegalArgumentException(
          "Invalid alpha: %s: must be a number > 0".formatted(alpha));
    }
  }

  @Override
  public String name() {
    return "elu";
  }

  @Override
  public boolean isSmooth() {
    return alpha == 1;
  }

  @Override
  public boolean isRectifier() {
    return true;
  }

  @Override
  public float value(float z) {
    return SmoothRectifiers.elu(z, alpha);
  }

  @Override
  public float slope(float z, float y) {
    return SmoothRectifiers.eluSlope(y, alpha);
  }

  @Override
  public void forwardRange(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = SmoothRectifiers.elu(values[i], alpha);
    }
  }

  @Override
  public void backwardRange(float[] z, float[] y, float[] gradient, int from, int to) {
    for (int i = from; i < to; i++) {
      gradient[i] *= SmoothRectifiers.eluSlope(y[i], alpha);
    }
  }
}
