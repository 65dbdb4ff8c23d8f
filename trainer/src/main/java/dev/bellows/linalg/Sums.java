package dev.bellows.linalg;

import java.util.Objects;

/**
 * Sums over ranges of float arrays, in double and in eight lanes: the element at {@code from + i}
 * goes to lane {@code i mod 8}, the lanes are added in pairs, and then what is left of the last
 * eight. So a processor can add several at once, and every machine adds alike.
 *
 * <p>Methods throw {@link IndexOutOfBoundsException} for a range outside its array.
 */
public final class Sums {
  private static final int LANES = 8;

  private Sums() {}

  /** {@code Σ a} from {@code from} inclusive to {@code to} exclusive. */
  public static double sum(float[] a, int from, int to) {
    Objects.checkFromToIndex(from, to, a.length);
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      s0 += a[i];
      s1 += a[i + 1];
      s2 += a[i + 2];
      s3 += a[i + 3];
      s4 += a[i + 4];
      s5 += a[i + 5];
      s6 += a[i + 6];
      s7 += a[i + 7];
    }
    double sum = inPairs(s0 + s4, s1 + s5, s2 + s6, s3 + s7);
    for (; i < to; i++) {
      sum += a[i];
    }
    return sum;
  }

  /** {@code Σ (a − center)²} from {@code from} inclusive to {@code to} exclusive. */
  public static double squares(float[] a, int from, int to, double center) {
    Objects.checkFromToIndex(from, to, a.length);
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      s0 += square(a[i] - center);
      s1 += square(a[i + 1] - center);
      s2 += square(a[i + 2] - center);
      s3 += square(a[i + 3] - center);
      s4 += square(a[i + 4] - center);
      s5 += square(a[i + 5] - center);
      s6 += square(a[i + 6] - center);
      s7 += square(a[i + 7] - center);
    }
    double sum = inPairs(s0 + s4, s1 + s5, s2 + s6, s3 + s7);
    for (; i < to; i++) {
      sum += square(a[i] - center);
    }
    return sum;
  }

  /** {@code Σ a·(b − center)} over {@code length} elements. */
  public static double products(
      float[] a, int aOffset, float[] b, int bOffset, int length, double center) {
    Objects.checkFromIndexSize(aOffset, length, a.length);
    Objects.checkFromIndexSize(bOffset, length, b.length);
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      s0 += a[aOffset + i] * (b[bOffset + i] - center);
      s1 += a[aOffset + i + 1] * (b[bOffset + i + 1] - center);
      s2 += a[aOffset + i + 2] * (b[bOffset + i + 2] - center);
      s3 += a[aOffset + i + 3] * (b[bOffset + i + 3] - center);
      s4 += a[aOffset + i + 4] * (b[bOffset + i + 4] - center);
      s5 += a[aOffset + i + 5] * (b[bOffset + i + 5] - center);
      s6 += a[aOffset + i + 6] * (b[bOffset + i + 6] - center);
      s7 += a[aOffset + i + 7] * (b[bOffset + i + 7] - center);
    }
    double sum = inPairs(s0 + s4, s1 + s5, s2 + s6, s3 + s7);
    for (; i < length; i++) {
      sum += a[aOffset + i] * (b[bOffset + i] - center);
    }
    return sum;
  }

  private static double square(double value) {
    return value * value;
  }

  private static double inPairs(double s0, double s1, double s2, double s3) {
    return (s0 + s2) + (s1 + s3);
  }
}
