package dev.bellows.loss;

import dev.bellows.data.Batch;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Softmax;

/**
 * {@code Σ_i q_i (log Σ_j e^{z_j} − z_i)}, where q is 1 for the row's class and 0 for the others;
 * the largest logit is subtracted first, so that nothing overflows. Gradient: {@code softmax(z)_i −
 * q_i}.
 *
 * <p>Smoothed labels (Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, 2016) take a share ε from the
 * row's class and deal it out to all: {@code q_i = (1 − ε) [i = t] + ε / classes}.
 *
 * @param labelSmoothing ε, in [0, 1)
 */
public record SoftmaxCrossEntropy(double labelSmoothing) implements Loss {
  public SoftmaxCrossEntropy {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "Invalid label-smoothing: %s: must be ≥ 0 and < 1".formatted(labelSmoothing));
    }
  }

  /** Without smoothing. */
  public SoftmaxCrossEntropy() {
    this(0);
  }

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
    return new Softmax();
  }

  @Override
  public double sum(float[] logits, int outputs, Batch batch) {
    return gradient(logits, outputs, batch, new float[batch.rows() * outputs]);
  }

  @Override
  public double gradient(float[] logits, int outputs, Batch batch, float[] gradient) {
    SoftmaxRow.exponentials(logits, outputs, batch.rows(), gradient);
    double sum = 0;
    for (int row = 0; row < batch.rows(); row++) {
      int from = row * outputs;
      int to = from + outputs;
      int target = from + (int) batch.target(row, 0);
      float largest = SoftmaxRow.largest(logits, from, to);
      double others = SoftmaxRow.others(gradient, from, to, target);
      float own = gradient[target];
      double loss = SoftmaxRow.entropy(logits[target], largest, own, others);
      if (labelSmoothing > 0) {
        loss += labelSmoothing * (logits[target] - mean(logits, from, to));
      }
      double weight = batch.weight(row);
      sum += weight * loss;
      float scale = (float) (weight / (others + own));
      float share = (float) (weight * labelSmoothing / outputs);
      for (int i = from; i < to; i++) {
        gradient[i] = scale * gradient[i] - share;
      }
      gradient[target] = (float) (weight * (labelSmoothing - others / (others + own))) - share;
    }
    return sum;
  }

  private static double mean(float[] logits, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += logits[i];
    }
    return sum / (to - from);
  }
}
