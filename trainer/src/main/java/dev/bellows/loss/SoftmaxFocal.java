package dev.bellows.loss;

import dev.bellows.data.Batch;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Softmax;

/**
 * The softmax cross-entropy, weighted down where the class is found already: {@code (1 − p)^γ ·
 * (−log p)} with p the softmax of the row's class t (Lin, Goyal, Girshick, He and Dollár, 2017).
 * Their factor α is a class weight.
 *
 * <p>Gradient, with {@code q = 1 − p} and {@code B = q^γ (γ p · (−log p) + q)}: {@code −B} for t,
 * and {@code B e^{z_i} / Σ_{j≠t} e^{z_j}} for the others, whose sum q is taken from.
 *
 * @param gamma γ, at least 0, which is the cross-entropy itself
 */
public record SoftmaxFocal(double gamma) implements Loss {
  public SoftmaxFocal {
    BinaryFocal.checkGamma(gamma);
  }

  @Override
  public String name() {
    return "softmax-focal";
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
      double entropy = SoftmaxRow.entropy(logits[target], largest, own, others);
      double missed = others / (others + own);
      double focus = StrictMath.pow(missed, gamma);
      double weight = batch.weight(row);
      sum += weight * focus * entropy;
      double found = own / (others + own);
      double slope = weight * focus * (gamma * found * entropy + missed);
      float scale = others > 0 ? (float) (slope / others) : 0;
      for (int i = from; i < to; i++) {
        gradient[i] *= scale;
      }
      gradient[target] = (float) -slope;
    }
    return sum;
  }
}
