package dev.bellows.train;

import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Gradient arrays that are used again: as many as are in use at once, and none allocated after the
 * first step.
 */
final class GradientBuffers {
  private final int length;
  private final ConcurrentLinkedDeque<float[]> free = new ConcurrentLinkedDeque<>();

  GradientBuffers(int length) {
    this.length = length;
  }

  /** An array with arbitrary contents. */
  float[] take() {
    float[] buffer = free.pollFirst();
    return buffer != null ? buffer : new float[length];
  }

  /** Gives an array back. */
  void free(float[] buffer) {
    free.addFirst(buffer);
  }

  /** The sum of two neighbours; the right one's array is free again. */
  StepSum merge(StepSum left, StepSum right) {
    StepSum sum = left.merge(right);
    free(right.gradient());
    return sum;
  }
}
