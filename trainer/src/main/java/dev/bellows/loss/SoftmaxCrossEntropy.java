package dev.bellows.loss;

import dev.bellows.data.Batch;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Softmax;

/**
 * {@code log Σ_j e^{z_j} − z_t} for the class {@code t}; the largest logit is subtracted first, so
 * that nothing overflows. Gradient: {@code softmax(z)_i − [i = t]}.
 */
public record SoftmaxCrossEntropy() implements Loss {
  private static final Softmax SOFTMAX = new Softmax();

  @Override
  public String name() {
    return "softmax-cross-entropy";
  }

  @Override
  public Problem problem() {
    return Problem.MULTICLASS;
  }

  @Override
  public Activation link() {
    return SOFTMAX;
  }

  @Override
  public double sum(float[] logits, int outputs, Batch batch) {
    double sum = 0;
    for (int row = 0; row < batch.rows(); row++) {
      int from = row * outputs;
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < outputs; i++) {
        largest = Math.max(largest, logits[from + i]);
      }
      double exponentials = 0;
      for (int i = 0; i < outputs; i++) {
        exponentials += StrictMath.exp(logits[from + i] - largest);
      }
      double target = logits[from + (int) batch.target(row, 0)];
      sum += batch.weight(row) * (largest + StrictMath.log(exponentials) - target);
    }
    return sum;
  }

  @Override
  public double gradient(float[] logits, int outputs, Batch batch, float[] gradient) {
    int rows = batch.rows();
    System.arraycopy(logits, 0, gradient, 0, rows * outputs);
    SOFTMAX.forward(gradient, rows, outputs);
    for (int row = 0; row < rows; row++) {
      int from = row * outputs;
      gradient[from + (int) batch.target(row, 0)] -= 1;
      for (int i = from; i < from + outputs; i++) {
        gradient[i] *= batch.weight(row);
      }
    }
    return sum(logits, outputs, batch);
  }
}
