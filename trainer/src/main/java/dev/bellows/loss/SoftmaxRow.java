package dev.bellows.loss;

import dev.bellows.linalg.Elementwise;
import dev.bellows.linalg.Logarithm;

/** What losses of a softmax compute for a row, {@code logits[from … to − 1]}. */
final class SoftmaxRow {
  private SoftmaxRow() {}

  static float largest(float[] logits, int from, int to) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, logits[i]);
    }
    return largest;
  }

  /**
   * {@code Σ e^(z_i − largest)} over the classes but {@code target}, in their order.
   *
   * @param target the place of the row's class, in {@code from … to − 1}
   * @param terms receives all exponentials, at the places of their logits; null where nobody asks
   */
  static double others(float[] logits, int from, int to, int target, float largest, float[] terms) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      float term = Elementwise.exp(logits[i] - largest);
      if (terms != null) {
        terms[i] = term;
      }
      sum += i == target ? 0 : term; // without a branch, which could not be predicted
    }
    return sum;
  }

  /**
   * {@code −log p} of the class with logit z: {@code largest − z + log(others + own)}, where one of
   * the exponentials is 1; exact where own is, and others are little.
   *
   * @param own {@code e^(z − largest)}
   * @param others the sum of the other classes' exponentials
   */
  static double entropy(float logit, float largest, float own, double others) {
    return (double) largest - logit + Logarithm.log1p(others + (own - 1));
  }
}
