package dev.bellows.train;

import dev.bellows.linalg.Elementwise;
import java.io.Serializable;

/**
 * What one shard, or several merged, deliver in a step: sums, which the driver divides once. It can
 * be filled again, since it holds as many floats as the network. A class, not a record, since Kryo
 * writes it.
 */
public final class StepSum implements Serializable {
  private static final long serialVersionUID = 1;
  private final Floats gradient;
  private double loss;
  private double weight;
  private long rows;
  private long computeNanos;
  private transient int joined; // parts that have been added to the left neighbour

  /**
   * @param gradient of the weighted loss sum, and behind it the layers' statistics
   * @param loss the weighted loss sum
   * @param weight the sum of the row weights
   * @param rows how many rows
   * @param computeNanos thread time spent on it
   */
  public StepSum(float[] gradient, double loss, double weight, long rows, long computeNanos) {
    this.gradient = new Floats(gradient);
    set(loss, weight, rows, computeNanos);
  }

  /** Begins anew; the gradient is the caller's to write. */
  public void set(double loss, double weight, long rows, long computeNanos) {
    this.loss = loss;
    this.weight = weight;
    this.rows = rows;
    this.computeNanos = computeNanos;
  }

  /** Adds the right neighbour's sums to these, and returns them. */
  public StepSum merge(StepSum right) {
    Elementwise.add(gradient(), 0, right.gradient(), 0, gradient().length);
    mergeCounts(right);
    return this;
  }

  /** Adds all but the right neighbour's gradient, which the caller sees to. */
  void mergeCounts(StepSum right) {
    loss += right.loss;
    weight += right.weight;
    rows += right.rows;
    computeNanos += right.computeNanos;
  }

  /** Notes that one more part of this has been added to the left neighbour; how many it is now. */
  synchronized int join() {
    return ++joined;
  }

  /** None of its parts has been added to a neighbour. */
  synchronized void separate() {
    joined = 0;
  }

  public float[] gradient() {
    return gradient.array();
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
