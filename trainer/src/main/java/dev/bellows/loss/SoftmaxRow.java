package dev.bellows.loss;

import dev.bellows.linalg.Elementwise;

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
   * {@code Σ e^(z_i − largest)}, in the order of i.
   *
   * @param terms receives the exponentials, at the places of their logits; null where nobody asks
   */
  static double exponentials(float[] logits, int from, int to, float largest, float[] terms) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      float term = Elementwise.exp(logits[i] - largest);
      if (terms != null) {
        terms[i] = term;
      }
      sum += term;
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
    return (double) largest - logit + StrictMath.log1p(others + (own - 1));
  }
}
