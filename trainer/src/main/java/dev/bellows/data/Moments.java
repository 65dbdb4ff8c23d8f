package dev.bellows.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Count, mean, sum of squared deviations and range of several numbers a row, NaN left out. Added by
 * Welford's (1962) recurrence and merged by that of Chan, Golub and LeVeque (1983): a large mean
 * costs no digits of the deviation.
 */
final class Moments implements Serializable {
  private static final long serialVersionUID = 1;
  private final long[] counts;
  private final double[] means;
  private final double[] squares;
  private final double[] minima;
  private final double[] maxima;

  Moments(int size) {
    counts = new long[size];
    means = new double[size];
    squares = new double[size];
    minima = new double[size];
    maxima = new double[size];
    Arrays.fill(minima, Double.POSITIVE_INFINITY);
    Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
  }

  void add(int i, double value) {
    if (Double.isNaN(value)) {
      return;
    }
    long count = ++counts[i];
    double delta = value - means[i];
    means[i] += delta / count;
    squares[i] += delta * (value - means[i]);
    minima[i] = Math.min(minima[i], value);
    maxima[i] = Math.max(maxima[i], value);
  }

  void merge(Moments right) {
    for (int i = 0; i < counts.length; i++) {
      long count = counts[i] + right.counts[i];
      if (right.counts[i] > 0) {
        double delta = right.means[i] - means[i];
        double share = (double) right.counts[i] / count;
        means[i] += delta * share;
        squares[i] += right.squares[i] + delta * delta * (counts[i] * share);
        counts[i] = count;
        minima[i] = Math.min(minima[i], right.minima[i]);
        maxima[i] = Math.max(maxima[i], right.maxima[i]);
      }
    }
  }

  long count(int i) {
    return counts[i];
  }

  double mean(int i) {
    return means[i];
  }

  /** Of the population; exactly 0 for a constant. */
  double deviation(int i) {
    return minima[i] == maxima[i] ? 0 : Math.sqrt(squares[i] / counts[i]);
  }

  double min(int i) {
    return minima[i];
  }

  double max(int i) {
    return maxima[i];
  }
}
