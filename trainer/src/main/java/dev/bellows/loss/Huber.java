package dev.bellows.loss;

/**
 * With the error {@code e = z − t}, the mean over the outputs of {@code e² / 2} up to {@code |e| =
 * δ} and {@code δ (|e| − δ / 2)} beyond: an outlier pulls no harder than δ (Huber, 1964). Gradient:
 * {@code max(−δ, min(e, δ)) / outputs}.
 *
 * @param delta δ, above 0, in the units of the targets that the network learns: standard deviations
 *     where they are standardised
 */
public record Huber(double delta) implements RegressionLoss {
  public Huber {
    if (!(delta > 0) || Double.isInfinite(delta)) {
      throw new IllegalArgumentException("Invalid delta: %s: must be > 0".formatted(delta));
    }
  }

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public double value(float logit, float target) {
    double error = Math.abs((double) logit - target);
    return error <= delta ? error * error / 2 : delta * (error - delta / 2);
  }

  @Override
  public float slope(float logit, float target) {
    float limit = (float) delta;
    return Math.max(-limit, Math.min(logit - target, limit));
  }
}
