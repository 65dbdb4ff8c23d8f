package dev.bellows.linalg;

import java.util.Objects;

/**
 * Sums over ranges of float arrays, in double: element {@code i} of a range goes to lane {@code i
 * mod 4}, and the lanes are added in pairs, so that the processor can add several at once and every
 * machine adds alike.
 *
 * <p>Methods throw {@link IndexOutOfBoundsException} for a range outside its array.
 */
public final class Sums {
  private Sums() {}

  /** {@code Σ a} from {@code from} inclusive to {@code to} exclusive. */
  public static double sum(float[] a, int from, int to) {
    Objects.checkFromToIndex(from, to, a.length);
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i <= to - 4; i += 4) {
      s0 += a[i];
      s1 += a[i + 1];
      s2 += a[i + 2];
      s3 += a[i + 3];
    }
    s0 += i < to ? a[i] : 0;
    s1 += i + 1 < to ? a[i + 1] : 0;
    s2 += i + 2 < to ? a[i + 2] : 0;
    return (s0 + s1) + (s2 + s3);
  }

  /** {@code Σ (a − center)²} from {@code from} inclusive to {@code to} exclusive. */
  public static double squares(float[] a, int from, int to, double center) {
    Objects.checkFromToIndex(from, to, a.length);
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i <= to - 4; i += 4) {
      s0 += square(a[i] - center);
      s1 += square(a[i + 1] - center);
      s2 += square(a[i + 2] - center);
      s3 += square(a[i + 3] - center);
    }
    s0 += i < to ? square(a[i] - center) : 0;
    s1 += i + 1 < to ? square(a[i + 1] - center) : 0;
    s2 += i + 2 < to ? square(a[i + 2] - center) : 0;
    return (s0 + s1) + (s2 + s3);
  }

  private static double square(double value) {
    return value * value;
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
    int i = 0;
    for (; i <= length - 4; i += 4) {
      s0 += a[aOffset + i] * (b[bOffset + i] - center);
      s1 += a[aOffset + i + 1] * (b[bOffset + i + 1] - center);
      s2 += a[aOffset + i + 2] * (b[bOffset + i + 2] - center);
      s3 += a[aOffset + i + 3] * (b[bOffset + i + 3] - center);
    }
    s0 += i < length ? a[aOffset + i] * (b[bOffset + i] - center) : 0;
    s1 += i + 1 < length ? a[aOffset + i + 1] * (b[bOffset + i + 1] - center) : 0;
    s2 += i + 2 < length ? a[aOffset + i + 2] * (b[bOffset + i + 2] - center) : 0;
    return (s0 + s1) + (s2 + s3);
  }
}
