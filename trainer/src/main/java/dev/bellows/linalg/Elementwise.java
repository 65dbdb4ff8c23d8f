package dev.bellows.linalg;

/** Element-wise functions over float arrays. */
public final class Elementwise {
  private Elementwise() {}

  /** {@code e^x}. */
  public static float exp(float x) {
    return (float) StrictMath.exp(x);
  }

  /** {@code 1 / (1 + e^−x)}. */
  public static float sigmoid(float x) {
    return (float) (1 / (1 + StrictMath.exp(-x)));
  }

  /** {@code tanh x}. */
  public static float tanh(float x) {
    return (float) StrictMath.tanh(x);
  }

  /** Applies {@link #sigmoid(float)} in place. */
  public static void sigmoid(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = sigmoid(x[i]);
    }
  }

  /** Applies {@link #tanh(float)} in place. */
  public static void tanh(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = tanh(x[i]);
    }
  }

  /** {@code into += from}. */
  public static void add(float[] into, int intoOffset, float[] from, int fromOffset, int length) {
    for (int i = 0; i < length; i++) {
      into[intoOffset + i] += from[fromOffset + i];
    }
  }

  /** {@code x ← factor · x}. */
  public static void scale(float[] x, int from, int to, float factor) {
    for (int i = from; i < to; i++) {
      x[i] *= factor;
    }
  }

  /** {@code Σ a²}, in double. */
  public static double sumOfSquares(float[] a, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) a[i] * a[i];
    }
    return sum;
  }
}
