package dev.bellows.loss;

import dev.bellows.data.Batch;
import dev.bellows.nn.Activation;
import dev.bellows.nn.PointwiseActivation;

/** {@code mean_i (z_i − t_i)²}; gradient {@code 2 (z_i − t_i) / outputs}. */
public record MeanSquaredError() implements Loss {
  @Override
  public String name() {
    return "mse";
  }

  @Override
  public Problem problem() {
    return Problem.REGRESSION;
  }

  @Override
  public Activation link() {
    return new PointwiseActivation.Identity();
  }

  @Override
  public double sum(float[] logits, int outputs, Batch batch) {
    double sum = 0;
    for (int row = 0; row < batch.rows(); row++) {
      double squares = 0;
      for (int i = 0; i < outputs; i++) {
        double error = (double) logits[row * outputs + i] - batch.target(row, i);
        squares += error * error;
      }
      sum += batch.weight(row) * squares / outputs;
    }
    return sum;
  }

  @Override
  public double gradient(float[] logits, int outputs, Batch batch, float[] gradient) {
    for (int row = 0; row < batch.rows(); row++) {
      float scale = 2 * batch.weight(row) / outputs;
      for (int i = 0; i < outputs; i++) {
        int at = row * outputs + i;
        gradient[at] = scale * (logits[at] - batch.target(row, i));
      }
    }
    return sum(logits, outputs, batch);
  }
}
