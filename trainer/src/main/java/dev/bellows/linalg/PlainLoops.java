package dev.bellows.linalg;

import java.util.Arrays;

/** The loops as one writes them down: the definition of what all others compute. */
final class PlainLoops implements Loops {
  private static final int LANES = 16;

  @Override
  public void add(float[] into, int intoOffset, float[] from, int fromOffset, int length) {
    if (intoOffset == fromOffset) {
      // With one index for both, Java 17 uses vector instructions; with two it does not.
      for (int i = intoOffset; i < intoOffset + length; i++) {
        into[i] += from[i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        into[intoOffset + i] += from[fromOffset + i];
      }
    }
  }

  @Override
  public void sumRows(float[] rows, int offset, int n, int width, float[] into, int intoOffset) {
    Arrays.fill(into, intoOffset, intoOffset + width, 0);
    for (int row = 0; row < n; row++) {
      add(into, intoOffset, rows, offset + row * width, width);
    }
  }

  @Override
  public double sumOfSquares(float[] a, int from, int to) {
    double[] lanes = new double[LANES];
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        double value = a[i + lane];
        lanes[lane] += value * value;
      }
    }
    double sum = inPairs(lanes);
    for (; i < to; i++) {
      double value = a[i];
      sum += value * value;
    }
    return sum;
  }

  /** The sum of the lanes: each is added to the one half of all lanes before it, and so on. */
  private static double inPairs(double[] lanes) {
    for (int half = lanes.length / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[0];
  }

  @Override
  public boolean allFinite(float[] a, int from, int to) {
    // 0·x is 0 for a finite x, else NaN, and NaN stays in its lane.
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = from;
    for (; i <= to - 4; i += 4) {
      s0 += 0 * a[i];
      s1 += 0 * a[i + 1];
      s2 += 0 * a[i + 2];
      s3 += 0 * a[i + 3];
    }
    for (; i < to; i++) {
      s0 += 0 * a[i];
    }
    return (s0 + s1) + (s2 + s3) == 0;
  }

  @Override
  public void exp(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Elementwise.exp(x[i]);
    }
  }

  @Override
  public void sigmoid(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Elementwise.sigmoid(x[i]);
    }
  }

  @Override
  public void tanh(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Elementwise.tanh(x[i]);
    }
  }
}
