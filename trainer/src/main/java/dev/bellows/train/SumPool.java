package dev.bellows.train;

import java.util.ArrayDeque;

/**
 * Gradient sums that are used again: as many as are in use at once, and none allocated after the
 * first step.
 */
public final class SumPool {
  private final int length;
  private final ArrayDeque<StepSum> free = new ArrayDeque<>();

  /**
   * @param length floats of a gradient
   */
  public SumPool(int length) {
    this.length = length;
  }

  /** A sum with arbitrary contents. */
  public StepSum take() {
    synchronized (free) {
      if (!free.isEmpty()) {
        StepSum sum = free.pop();
        sum.separate();
        return sum;
      }
    }
    return new StepSum(new float[length], 0, 0, 0, 0);
  }

  /** Gives a sum back. */
  public void free(StepSum sum) {
    synchronized (free) {
      free.push(sum);
    }
  }

  /** The sum of two neighbours; the right one is free again. */
  StepSum merge(StepSum left, StepSum right) {
    left.merge(right);
    free(right);
    return left;
  }
}
