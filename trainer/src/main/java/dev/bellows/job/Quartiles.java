package dev.bellows.job;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * The middle of some measurements and how far they spread.
 *
 * @param lower a quarter of them lie below
 * @param median half of them lie below
 * @param upper a quarter of them lie above
 */
record Quartiles(double lower, double median, double upper) {
  /**
   * Of {@code values}, at least one; between two of them by linear interpolation.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Quartiles of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Cannot take quartiles of no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  /** Of what {@code operation} makes of each of {@code values} and its partner. */
  static Quartiles ofPairs(double[] values, double[] partners, DoubleBinaryOperator operation) {
    double[] results = new double[values.length];
    Arrays.setAll(results, i -> operation.applyAsDouble(values[i], partners[i]));
    return of(results);
  }

  private static double at(double[] sorted, double fraction) {
    double position = fraction * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
