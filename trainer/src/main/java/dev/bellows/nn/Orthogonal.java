package dev.bellows.nn;

import dev.bellows.data.CounterRandom;

/**
 * A random matrix with orthogonal rows of the norm {@code gain}, or columns where there are fewer
 * of them (Saxe, McClelland and Ganguli, 2014): normal numbers made orthogonal by the modified
 * Gram-Schmidt process, in double and in plain Java, so that every machine has the same bits.
 *
 * <p>For n vectors of m numbers it takes 2 n² m operations and {@code 8 n m} bytes: a block of
 * 2,048 × 2,048 some seconds, one twice as wide and as high eight times as long.
 *
 * @param gain above 0
 */
public record Orthogonal(double gain) implements Initializer {
  private static final int TOGETHER = 8;

  public Orthogonal {
    if (!(gain > 0) || Double.isInfinite(gain)) {
      throw new IllegalArgumentException("Invalid gain: %s: must be > 0".formatted(gain));
    }
  }

  @Override
  public String name() {
    return "orthogonal";
  }

  @Override
  public void fill(float[] weights, int offset, WeightShape shape, long key) {
    int count = Math.min(shape.rows(), shape.columns());
    int length = Math.max(shape.rows(), shape.columns());
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < length; j++) {
        vectors[i][j] = CounterRandom.gaussian(key, (long) i * length + j);
      }
    }
    orthonormalize(vectors);
    boolean areRows = shape.rows() <= shape.columns();
    for (int row = 0; row < shape.rows(); row++) {
      for (int column = 0; column < shape.columns(); column++) {
        double value = areRows ? vectors[row][column] : vectors[column][row];
        weights[offset + row * shape.columns() + column] = (float) (gain * value);
      }
    }
  }

  /**
   * From each vector, what it shares with those before it, one after the other. A few vectors at a
   * time stay in a core's cache while the others pass by.
   */
  private static void orthonormalize(double[][] vectors) {
    for (int from = 0; from < vectors.length; from += TOGETHER) {
      int to = Math.min(vectors.length, from + TOGETHER);
      for (int i = 0; i < to; i++) {
        if (i >= from) {
          normalize(vectors[i]);
        }
        for (int j = Math.max(i + 1, from); j < to; j++) {
          subtract(vectors[i], vectors[j]);
        }
      }
    }
  }

  private static void normalize(double[] vector) {
    double norm = Math.sqrt(dot(vector, vector));
    for (int k = 0; k < vector.length; k++) {
      vector[k] /= norm;
    }
  }

  /** Takes out of {@code vector} what lies along {@code unit}. */
  private static void subtract(double[] unit, double[] vector) {
    double along = dot(unit, vector);
    for (int k = 0; k < unit.length; k++) {
      vector[k] -= along * unit[k];
    }
  }

  /** {@code Σ a b}, in four lanes. */
  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i <= a.length - 4; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
