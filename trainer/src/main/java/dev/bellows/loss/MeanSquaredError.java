package dev.bellows.loss;

/** {@code mean_i (z_i − t_i)²}; gradient {@code 2 (z_i − t_i) / outputs}. */
public record MeanSquaredError() implements RegressionLoss {
  @Override
  public String name() {
    return "mse";
  }

  @Override
  public double value(float logit, float target) {
    double error = (double) logit - target;
    return error * error;
  }

  @Override
  public float slope(float logit, float target) {
    return 2 * (logit - target);
  }
}
