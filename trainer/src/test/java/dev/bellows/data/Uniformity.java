package dev.bellows.data;

import java.util.Arrays;

/** Whether counts could come from equal probabilities. */
final class Uniformity {
  private Uniformity() {}

  /**
   * Pearson's χ² in standard deviations above its mean: normal, nearly, for many counts of 5 or
   * more.
   */
  static double deviation(long[] counts) {
    double expected = (double) Arrays.stream(counts).sum() / counts.length;
    double chiSquare = 0;
    for (long count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    int freedom = counts.length - 1;
    return (chiSquare - freedom) / Math.sqrt(2.0 * freedom);
  }
}
