package dev.bellows.linalg;

import java.util.Arrays;
import java.util.Objects;

/**
 * Sums over a float array in 512 lanes: the element at {@code from + i} goes to lane {@code i mod
 * 512}, and the lanes are added in order, in double. Twice as fast as sums in a few variables,
 * since the JIT compiler of Java 17 makes vector instructions of a loop that adds one array to
 * another, and not of one that adds an array up.
 *
 * <p>It owns its lanes, and belongs to one thread at a time.
 */
public final class LaneSums {
  private static final int LANES = 512;

  private final float[] lanes = new float[LANES];
  private final float[] tile = new float[LANES]; // a copy, for one index to serve both arrays

  /**
   * {@code Σ a²}, for up to a million elements within 10⁻⁴ of it and far closer as a rule. Not
   * finite exactly when an element is not.
   */
  public double sumOfSquares(float[] a, int from, int to) {
    Objects.checkFromToIndex(from, to, a.length);
    Arrays.fill(lanes, 0);
    for (int i = from; i < to; i += LANES) {
      int length = copy(a, i, to);
      for (int j = 0; j < length; j++) {
        lanes[j] += tile[j] * tile[j];
      }
    }
    double sum = total();
    // Squares that leave the range of a float, at either end, have room in a double.
    return sum > 0x1p-60 && sum < 0x1p120 ? sum : Elementwise.sumOfSquares(a, from, to);
  }

  /** Whether every element is finite: neither infinite nor NaN. */
  public boolean allFinite(float[] a, int from, int to) {
    Objects.checkFromToIndex(from, to, a.length);
    Arrays.fill(lanes, 0);
    for (int i = from; i < to; i += LANES) {
      int length = copy(a, i, to);
      for (int j = 0; j < length; j++) {
        lanes[j] += 0 * tile[j]; // 0·x is 0 for a finite x, else NaN
      }
    }
    return total() == 0;
  }

  private int copy(float[] a, int from, int to) {
    int length = Math.min(LANES, to - from);
    System.arraycopy(a, from, tile, 0, length);
    return length;
  }

  private double total() {
    double sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }
}
