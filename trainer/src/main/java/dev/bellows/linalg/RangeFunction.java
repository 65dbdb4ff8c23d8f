package dev.bellows.linalg;

/** A function of one number, applied to a range of an array in place. */
@FunctionalInterface
interface RangeFunction {
  /** Applies it from {@code from} inclusive to {@code to} exclusive. */
  void apply(float[] x, int from, int to);
}
