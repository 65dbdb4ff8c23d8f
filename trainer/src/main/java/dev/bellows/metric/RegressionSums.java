package dev.bellows.metric;

import java.io.Serializable;

/**
 * The sums of one output of a regression: squared and absolute errors, and the target's mean and
 * squared deviations from it, merged without cancellation (Chan, Golub and LeVeque, 1979).
 */
final class RegressionSums implements Serializable {
  private static final long serialVersionUID = 1;
  private final double scale;
  private long rows;
  private double squaredErrors;
  private double absoluteErrors;
  private double mean;
  private double squaredDeviations;

  /**
   * @param scale one unit of the target in the source's units
   */
  RegressionSums(double scale) {
    this.scale = scale;
  }

  RegressionSums copy() {
    RegressionSums copy = new RegressionSums(scale);
    copy.merge(this);
    return copy;
  }

  /** Adds one row. */
  void add(double prediction, double target) {
    double error = prediction - target;
    squaredErrors += error * error;
    absoluteErrors += Math.abs(error);
    rows++;
    double deviation = target - mean; // from the mean so far (Welford, 1962)
    mean += deviation / rows;
    squaredDeviations += deviation * (target - mean);
  }

  void merge(RegressionSums right) {
    if (right.rows == 0) {
      return;
    }
    long sum = rows + right.rows;
    double difference = right.mean - mean;
    squaredDeviations +=
        right.squaredDeviations + difference * difference * ((double) rows / sum) * right.rows;
    mean += difference * ((double) right.rows / sum);
    squaredErrors += right.squaredErrors;
    absoluteErrors += right.absoluteErrors;
    rows = sum;
  }

  /** The root of the mean squared error, in the source's units. */
  double rootMeanSquaredError() {
    return scale * Math.sqrt(squaredErrors / rows);
  }

  /** The mean absolute error, in the source's units. */
  double meanAbsoluteError() {
    return scale * absoluteErrors / rows;
  }

  /**
   * {@code 1 − squared errors / squared deviations of the target}; NaN where the target never
   * changes.
   */
  double determination() {
    return squaredDeviations > 0 ? 1 - squaredErrors / squaredDeviations : Double.NaN;
  }
}
