package dev.bellows.train;

import dev.bellows.linalg.Elementwise;
import java.io.Serializable;

/**
 * What one shard, or several merged, deliver in a step: sums, which the driver divides once. A
 * class, not a record, since Kryo writes it.
 */
public final class StepSum implements Serializable {
  private static final long serialVersionUID = 1;
  private final float[] gradient;
  private final double loss;
  private final double weight;
  private final long rows;
  private final long computeNanos;

  /**
   * @param gradient of the weighted loss sum
   * @param loss the weighted loss sum
   * @param weight the sum of the row weights
   * @param rows how many rows
   * @param computeNanos thread time spent on it
   */
  public StepSum(float[] gradient, double loss, double weight, long rows, long computeNanos) {
    this.gradient = gradient;
    this.loss = loss;
    this.weight = weight;
    this.rows = rows;
    this.computeNanos = computeNanos;
  }

  /** The sum with the right neighbour's; this gradient array is reused for it. */
  public StepSum merge(StepSum right) {
    Elementwise.add(gradient, 0, right.gradient, 0, gradient.length);
    return new StepSum(
        gradient,
        loss + right.loss,
        weight + right.weight,
        rows + right.rows,
        computeNanos + right.computeNanos);
  }

  public float[] gradient() {
    return gradient;
  }

  public double loss() {
    return loss;
  }

  public double weight() {
    return weight;
  }

  public long rows() {
    return rows;
  }

  public long computeNanos() {
    return computeNanos;
  }
}
