package dev.bellows.metric;

import dev.bellows.data.Batch;
import dev.bellows.loss.Problem;
import java.io.Serializable;
import java.util.Map;

/** STUB, being written: what is counted over rows; merged along the shard tree. */
public final class Evaluation implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * An evaluation without rows.
   *
   * @param problem which metrics make sense
   * @param outputs logits of a row
   * @param targetScale for a regression, what one unit of each target is in the source's units (all
   *     1 where targets are not scaled); else empty
   */
  public static Evaluation empty(Problem problem, int outputs, double[] targetScale) {
    return new Evaluation();
  }

  public Evaluation copy() {
    return new Evaluation();
  }

  /**
   * Counts the rows of {@code batch}; {@code lossSum} is their weighted loss, {@code logits: rows ×
   * outputs} may be overwritten.
   */
  public void add(double lossSum, float[] logits, Batch batch) {}

  public Evaluation merge(Evaluation right) {
    return this;
  }

  public long rows() {
    return 0;
  }

  /** The value of {@code metric}, NaN where it is not defined. */
  public double value(Metric metric) {
    return Double.NaN;
  }

  /** All metrics that make sense here, in the order of {@link Metric}. */
  public Map<Metric, Double> values() {
    return Map.of();
  }
}
