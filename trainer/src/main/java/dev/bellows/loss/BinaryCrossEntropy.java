package dev.bellows.loss;

import dev.bellows.data.Batch;
import dev.bellows.linalg.Elementwise;
import dev.bellows.nn.Activation;
import dev.bellows.nn.PointwiseActivation;

/**
 * {@code mean_i −t_i log σ(z_i) − (1 − t_i) log(1 − σ(z_i))}, computed as {@code max(z, 0) − z t +
 * log(1 + e^−|z|)}, which no logit can overflow; gradient {@code (σ(z_i) − t_i) / outputs}.
 */
public record BinaryCrossEntropy() implements Loss {
  @Override
  public String name() {
    return "binary-cross-entropy";
  }

  @Override
  public Problem problem() {
    return Problem.BINARY;
  }

  @Override
  public Activation link() {
    return new PointwiseActivation.Sigmoid();
  }

  @Override
  public double sum(float[] logits, int outputs, Batch batch) {
    double sum = 0;
    for (int row = 0; row < batch.rows(); row++) {
      double entropy = 0;
      for (int i = 0; i < outputs; i++) {
        double z = logits[row * outputs + i];
        entropy +=
            Math.max(z, 0)
                - z * batch.target(row, i)
                + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
      }
      sum += batch.weight(row) * entropy / outputs;
    }
    return sum;
  }

  @Override
  public double gradient(float[] logits, int outputs, Batch batch, float[] gradient) {
    for (int row = 0; row < batch.rows(); row++) {
      float scale = batch.weight(row) / outputs;
      for (int i = 0; i < outputs; i++) {
        int at = row * outputs + i;
        gradient[at] = scale * (Elementwise.sigmoid(logits[at]) - batch.target(row, i));
      }
    }
    return sum(logits, outputs, batch);
  }
}
