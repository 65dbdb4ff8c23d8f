package dev.bellows.loss;

/**
 * The pinball loss, which the q-quantile minimises (Koenker and Bassett, 1978): the mean over the
 * outputs of {@code q (t − z)} where t is above z, else {@code (1 − q) (z − t)}. Gradient: {@code
 * −q / outputs} where t is above z, {@code (1 − q) / outputs} where it is below, 0 where both are
 * equal.
 *
 * @param quantile q, between 0 and 1: at 0.9 the prediction is to be too low once in ten times
 */
public record Quantile(double quantile) implements RegressionLoss {
  public Quantile {
    if (!(quantile > 0 && quantile < 1)) {
      throw new IllegalArgumentException(
          "Invalid quantile: %s: must be > 0 and < 1".formatted(quantile));
    }
  }

  @Override
  public String name() {
    return "quantile";
  }

  @Override
  public double value(float logit, float target) {
    double error = (double) target - logit;
    return Math.max(quantile * error, (quantile - 1) * error);
  }

  @Override
  public float slope(float logit, float target) {
    if (logit == target) {
      return 0;
    }
    return (float) (logit > target ? 1 - quantile : -quantile);
  }
}
