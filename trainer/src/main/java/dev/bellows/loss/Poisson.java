package dev.bellows.loss;

import dev.bellows.data.PreprocessingSpec.TargetValues;
import dev.bellows.linalg.Elementwise;
import dev.bellows.nn.Activation;
import dev.bellows.nn.PointwiseActivation;

/**
 * Half the deviance of counts from the rate {@code λ = e^z} (Nelder and Wedderburn, 1972): the mean
 * over the outputs of {@code λ − t z + t log t − t}, which is the negative log likelihood less its
 * least value, so that 0 is perfect. Gradient: {@code (λ − t) / outputs}.
 *
 * <p>Above {@code z = 30}, a rate of 10¹³, λ goes on along its tangent there: no logit overflows,
 * and the way back is as steep as from there.
 *
 * <p>Targets are counts or rates: at least 0, and not scaled.
 */
public record Poisson() implements OutputLoss {
  private static final float LARGEST = 30;

  @Override
  public String name() {
    return "poisson";
  }

  @Override
  public Problem problem() {
    return Problem.REGRESSION;
  }

  @Override
  public TargetValues targetValues() {
    return TargetValues.NOT_NEGATIVE;
  }

  @Override
  public Activation link() {
    return new PointwiseActivation.Exponential();
  }

  @Override
  public double value(float logit, float target) {
    double beyond = Math.max(0, logit - LARGEST);
    double rate = rate(logit) * (1 + beyond);
    double least = target > 0 ? target - target * StrictMath.log(target) : 0;
    return rate - (double) target * logit - least;
  }

  @Override
  public float slope(float logit, float target) {
    return rate(logit) - target;
  }

  private static float rate(float logit) {
    return Elementwise.exp(Math.min(logit, LARGEST));
  }
}
