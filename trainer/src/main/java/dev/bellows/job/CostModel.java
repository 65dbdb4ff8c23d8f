package dev.bellows.job;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * What a step of rounds takes beside the arithmetic, of P parameters on E executors:
 *
 * <pre>
 * latency + E · executor + 8 · E · P · byte + E · P · sum + P · update
 * </pre>
 *
 * Each executor is sent 4 · P bytes of parameters and sends as many of gradients, all of which pass
 * the driver: the star. The driver adds up what they send.
 *
 * @param latencyMillis of a step however small
 * @param executorMillis for each executor on top
 * @param byteNanos for each byte that passes the driver
 * @param sumNanos for each float that it adds up
 * @param updateNanos for each parameter, however many executors there are
 */
record CostModel(
    double latencyMillis,
    double executorMillis,
    double byteNanos,
    double sumNanos,
    double updateNanos) {
  /** Of one to eight executors, up to 30 million parameters, on one machine with two cores. */
  static final CostModel MEASURED = new CostModel(0.534, 0.160, 0.433, 0.132, 2.225);

  private static final int BYTES = 2 * Float.BYTES; // of a parameter, there and back
  private static final int TERMS = 4; // that are fitted

  /** A fit needs more points than terms. */
  static final int LEAST_POINTS = TERMS + 1;

  /**
   * Fits the model to what was measured, by least squares of the relative errors; a term that would
   * be negative is left out.
   *
   * @param sumNanos for each float that the driver adds up, measured by itself: beside the bytes,
   *     which grow alike, no fit could tell it
   * @throws IllegalArgumentException if the points are too few, or too much alike
   */
  static CostModel fit(List<CostPoint> points, double sumNanos) {
    List<Integer> terms = new ArrayList<>(List.of(0, 1, 2, 3));
    while (true) {
      double[] fitted = fit(points, sumNanos, terms);
      int least = 0;
      for (int i = 1; i < fitted.length; i++) {
        least = fitted[i] < fitted[least] ? i : least;
      }
      if (fitted[least] >= 0) {
        double[] all = new double[TERMS];
        for (int i = 0; i < fitted.length; i++) {
          all[terms.get(i)] = fitted[i];
        }
        return new CostModel(all[0], all[1], all[2], sumNanos, all[3]);
      }
      terms.remove(least);
    }
  }

  private static double[] fit(List<CostPoint> points, double sumNanos, List<Integer> terms) {
    if (points.size() <= terms.size()) {
      throw new IllegalArgumentException(
          "Cannot fit %d terms to %d points: measure more".formatted(terms.size(), points.size()));
    }
    double[] targets = new double[points.size()];
    double[][] factors = new double[points.size()][terms.size()];
    for (int i = 0; i < targets.length; i++) {
      CostPoint point = points.get(i);
      double millis = point.millis().median();
      targets[i] = 1 - sums(point.executors(), point.parameters()) * sumNanos * 1e-6 / millis;
      double[] all = factors(point.executors(), point.parameters());
      for (int j = 0; j < terms.size(); j++) {
        factors[i][j] = all[terms.get(j)] / millis;
      }
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.setNoIntercept(true);
    regression.newSampleData(targets, factors);
    try {
      return regression.estimateRegressionParameters();
    } catch (SingularMatrixException e) {
      throw new IllegalArgumentException(
          "Cannot fit the points: measure several numbers of executors and of parameters", e);
    }
  }

  /** What {@code latencyMillis … updateNanos} without {@code sumNanos} are multiplied by. */
  private static double[] factors(double executors, double parameters) {
    return new double[] {1, executors, executors * parameters * BYTES * 1e-6, parameters * 1e-6};
  }

  private static double sums(double executors, double parameters) {
    return executors * parameters;
  }

  /** What a step takes beside the arithmetic, in milliseconds. */
  double millis(int executors, double parameters) {
    double[] factors = factors(executors, parameters);
    return latencyMillis * factors[0]
        + executorMillis * factors[1]
        + byteNanos * factors[2]
        + updateNanos * factors[3]
        + sums(executors, parameters) * sumNanos * 1e-6;
  }

  /**
   * The same if each executor owned a slice of the parameters: it adds up and updates that one, and
   * gets and gives the others' slices, in two exchanges with all others.
   */
  double slicedMillis(int executors, double parameters) {
    double others = executors - 1.0;
    double bytes = 2 * BYTES * parameters * others / executors; // in and out of one executor
    return 2 * (latencyMillis + others * executorMillis)
        + bytes * byteNanos * 1e-6
        + parameters * (sumNanos + updateNanos / executors) * 1e-6;
  }

  /**
   * From how many parameters on slices would halve what a step takes, provided that each executor's
   * connection is as fast as the driver's; infinite where no network is large enough.
   */
  double parametersToSlice(int executors) {
    double perMillion = millis(executors, 1e6) - 2 * slicedMillis(executors, 1e6);
    double none = millis(executors, 0) - 2 * slicedMillis(executors, 0);
    double slope = (perMillion - none) / 1e6;
    double from = slope <= 0 ? Double.POSITIVE_INFINITY : Math.max(0, -none / slope);
    return from > Integer.MAX_VALUE ? Double.POSITIVE_INFINITY : from;
  }
}
