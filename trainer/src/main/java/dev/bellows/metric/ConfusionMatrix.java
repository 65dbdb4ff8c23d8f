package dev.bellows.metric;

/**
 * The metrics of a confusion matrix, actual class × predicted class. Where a class was never
 * predicted or never occurred, a quotient of zeros counts as 0, as in scikit-learn; without any
 * rows all metrics are NaN.
 */
final class ConfusionMatrix {
  private final long[][] counts;
  private final long[] actual;
  private final long[] predicted;
  private final long rows;
  private final long correct;

  ConfusionMatrix(long[][] counts) {
    this.counts = counts;
    this.actual = new long[counts.length];
    this.predicted = new long[counts.length];
    long all = 0;
    long diagonal = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        actual[i] += counts[i][j];
        predicted[j] += counts[i][j];
        all += counts[i][j];
      }
      diagonal += counts[i][i];
    }
    this.rows = all;
    this.correct = diagonal;
  }

  double accuracy() {
    return (double) correct / rows;
  }

  /** Of the rows predicted as {@code index}, the part that is. */
  double precision(int index) {
    return quotient(counts[index][index], predicted[index]);
  }

  /** Of the rows that are {@code index}, the part predicted so. */
  double recall(int index) {
    return quotient(counts[index][index], actual[index]);
  }

  /** The harmonic mean of precision and recall. */
  double f1(int index) {
    return quotient(2 * counts[index][index], actual[index] + predicted[index]);
  }

  /** The mean of {@code metric} over the classes that occur, or were predicted. */
  double macro(PerClass metric) {
    double sum = 0;
    int classes = 0;
    for (int i = 0; i < counts.length; i++) {
      if (actual[i] + predicted[i] > 0) {
        sum += metric.of(i);
        classes++;
      }
    }
    return sum / classes;
  }

  /** A metric of one class. */
  interface PerClass {
    double of(int index);
  }

  private double quotient(long part, long whole) {
    return rows == 0 ? Double.NaN : whole == 0 ? 0 : (double) part / whole;
  }
}
