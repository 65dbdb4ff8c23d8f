package dev.bellows.loss;

import dev.bellows.linalg.Elementwise;
import dev.bellows.linalg.Logarithm;

/** What losses of a softmax compute for rows, {@code logits[from … to − 1]} being one. */
final class SoftmaxRow {
  private SoftmaxRow() {}

  static float largest(float[] logits, int from, int to) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, logits[i]);
    }
    return largest;
  }

  /** {@code e^(z − largest)} of each logit, the largest being that of its row. */
  static void exponentials(float[] logits, int outputs, int rows, float[] terms) {
    for (int from = 0; from < rows * outputs; from += outputs) {
      float largest = largest(logits, from, from + outputs);
      for (int i = from; i < from + outputs; i++) {
        terms[i] = logits[i] - largest;
      }
    }
    Elementwise.exp(terms, 0, rows * outputs);
  }

  /** The sum of a row's exponentials but that of its class, in their order. */
  static double others(float[] terms, int from, int to, int target) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += i == target ? 0 : terms[i]; // without a branch, which could not be predicted
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
