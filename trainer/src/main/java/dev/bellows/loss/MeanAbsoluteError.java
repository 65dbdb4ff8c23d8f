package dev.bellows.loss;

/**
 * {@code mean_i |z_i − t_i|}, which the median minimises; gradient {@code sign(z_i − t_i) /
 * outputs}, 0 where both are equal.
 */
public record MeanAbsoluteError() implements RegressionLoss {
  @Override
  public String name() {
    return "mae";
  }

  @Override
  public double value(float logit, float target) {
    return Math.abs((double) logit - target);
  }

  @Override
  public float slope(float logit, float target) {
    return Math.signum(logit - target);
  }
}
