package dev.bellows.metric;

import dev.bellows.data.Batch;
import java.util.function.ToDoubleFunction;

/** Numbers, one or several a row; a metric is the mean over the outputs. */
final class RegressionCounts implements Counts {
  private static final long serialVersionUID = 1;
  private final RegressionSums[] sums; // one an output

  /**
   * @param targetScale one unit of each target in the source's units
   */
  RegressionCounts(double[] targetScale) {
    sums = new RegressionSums[targetScale.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new RegressionSums(targetScale[i]);
    }
  }

  private RegressionCounts(RegressionSums[] sums) {
    this.sums = sums;
  }

  @Override
  public RegressionCounts copy() {
    RegressionSums[] copies = new RegressionSums[sums.length];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = sums[i].copy();
    }
    return new RegressionCounts(copies);
  }

  @Override
  public void add(float[] logits, Batch batch) {
    int outputs = sums.length;
    for (int row = 0; row < batch.rows(); row++) {
      for (int i = 0; i < outputs; i++) {
        sums[i].add(logits[row * outputs + i], batch.target(row, i));
      }
    }
  }

  @Override
  public void merge(Counts right) {
    RegressionCounts other = (RegressionCounts) right;
    for (int i = 0; i < sums.length; i++) {
      sums[i].merge(other.sums[i]);
    }
  }

  @Override
  public double value(Metric metric) {
    return switch (metric) {
      case RMSE -> mean(RegressionSums::rootMeanSquaredError);
      case MAE -> mean(RegressionSums::meanAbsoluteError);
      case R2 -> mean(RegressionSums::determination);
      default -> Double.NaN;
    };
  }

  private double mean(ToDoubleFunction<RegressionSums> metric) {
    double sum = 0;
    for (RegressionSums output : sums) {
      sum += metric.applyAsDouble(output);
    }
    return sum / sums.length;
  }

  @Override
  public long[][] confusionMatrix() {
    return new long[0][0];
  }
}
