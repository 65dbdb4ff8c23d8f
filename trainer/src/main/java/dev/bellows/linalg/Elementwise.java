package dev.bellows.linalg;

import java.util.Objects;

/**
 * Element-wise functions and sums over float arrays. These loops <em>define</em> the functions:
 * whatever computes them faster one day must give the same bits. They add, multiply, divide and
 * compare in a written order, which Java does alike on every machine, and use neither fused
 * operations nor {@code Math.exp}, which it does not. Sums run in eight lanes.
 *
 * <p>The range versions are shaped so that the JIT compiler turns them into vector instructions:
 * that is why {@link #sigmoid(float)} and {@link #tanh(float)} make their powers of two without
 * touching the bits of a number, ten times as fast over an array.
 *
 * <p>Ranges are {@code from} inclusive to {@code to} exclusive. Methods throw {@link
 * IndexOutOfBoundsException} for a range outside its array, before they change anything.
 */
public final class Elementwise {

  private static final float LOG2_E = 1.442695f;
  private static final float LN2 = 0.6931472f;
  // ln 2 in two parts; the first has 10 bits, so that its product with an exponent is exact.
  private static final float LN2_HIGH = 0x1.63p-1f;
  private static final float LN2_LOW = -2.1219444e-4f;
  // 1.5·2²³: adding and subtracting it rounds to the nearest integer.
  private static final float ROUND = 0x1.8p23f;

  private Elementwise() {}

  /**
   * {@code eˣ}, within 1 unit in the last place. Infinite above 88.72; subnormal below −87.3, 0
   * below −104; NaN for NaN.
   */
  public static float exp(float x) {
    // eˣ = 2ⁿ·eʳ, where n is the integer nearest to x / ln 2.
    float y = Math.min(Math.max(x, -104f), 89f);
    float shifted = y * LOG2_E + ROUND;
    float n = shifted - ROUND;
    float r = y - n * LN2_HIGH - n * LN2_LOW;
    // The lowest bits of the shifted number are n; 2ⁿ in two factors, as one has not the range.
    int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUND);
    int half = exponent >> 1;
    float first = Float.intBitsToFloat((half + 127) << 23);
    float second = Float.intBitsToFloat((exponent - half + 127) << 23);
    return (expm1(r) + 1) * first * second;
  }

  /**
   * {@code 1 / (1 + e⁻ˣ)}, within 2.5 units in the last place above −87, and 6·10⁻³⁹ below −88. NaN
   * for NaN.
   */
  public static float sigmoid(float x) {
    return 1 / (1 + growth(Math.min(Math.max(-x, -25f), 88f)));
  }

  /** {@code eʸ} for y from −25 to 88, within 1.5 units in the last place. */
  static float growth(float y) {
    float n = y * LOG2_E + ROUND - ROUND;
    float r = y - n * LN2_HIGH - n * LN2_LOW;
    // 2^(n + ½) within 12 %, by ten squarings: its leading bit is 2ⁿ. Scaled by 2⁻²⁵ meanwhile,
    // for 127 is near the end of the range.
    float z = (n + 0.5f) * (LN2 / 1024);
    float p = 1 + z * (1 + z * 0.5f);
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    float power = leadingBit(p * 0x1p-25f) * 0x1p25f;
    return (expm1(r) + 1) * power;
  }

  /** {@code tanh x}, within 2.5 units in the last place, near 0 too. NaN for NaN. */
  public static float tanh(float x) {
    // tanh x = (e²ˣ − 1) / (e²ˣ + 1)
    float less1 = growthLess1(2 * Math.min(Math.max(x, -9.5f), 9.5f));
    return less1 / (less1 + 2);
  }

  /** {@code eʸ − 1} for |y| ≤ 19, within 2 units in the last place, near 0 too. */
  static float growthLess1(float y) {
    // 2ⁿ·(eʳ − 1) + (2ⁿ − 1), which is exact near 0.
    float n = y * LOG2_E + ROUND - ROUND;
    float r = y - n * LN2_HIGH - n * LN2_LOW;
    // As in growth; |n| ≤ 28, for which seven squarings do.
    float z = (n + 0.5f) * (LN2 / 128);
    float p = 1 + z * (1 + z * 0.5f);
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    float power = leadingBit(p);
    return power * expm1(r) + (power - 1);
  }

  /** {@code eʳ − 1} for |r| ≤ ln(2) / 2: the minimax polynomial, within 4·10⁻⁹ of eʳ. */
  private static float expm1(float r) {
    float p = 0.001381454f;
    p = p * r + 0.008368745f;
    p = p * r + 0.04166839f;
    p = p * r + 0.16666521f;
    p = p * r + 0.49999994f;
    return p * (r * r) + r;
  }

  /**
   * The largest power of two up to p, for p from 2⁻¹⁰⁰ to 2¹⁰³. Rounding does it (Rump, Ogita and
   * Oishi, "Accurate floating-point summation", 2008, algorithm 3.6).
   */
  private static float leadingBit(float p) {
    float q = p * 0x1.000002p23f;
    return q - q * 0x1.fffffep-1f;
  }

  /** Applies {@link #sigmoid(float)} in place. */
  public static void sigmoid(float[] x, int from, int to) {
    Objects.checkFromToIndex(from, to, x.length);
    for (int i = from; i < to; i++) {
      x[i] = sigmoid(x[i]);
    }
  }

  /** Applies {@link #tanh(float)} in place. */
  public static void tanh(float[] x, int from, int to) {
    Objects.checkFromToIndex(from, to, x.length);
    for (int i = from; i < to; i++) {
      x[i] = tanh(x[i]);
    }
  }

  /** {@code max(x, 0)} in place; NaN stays NaN. */
  public static void relu(float[] x, int from, int to) {
    Objects.checkFromToIndex(from, to, x.length);
    for (int i = from; i < to; i++) {
      x[i] = Math.max(x[i], 0);
    }
  }

  /** {@code max(x, 0) + slope·min(x, 0)} in place; NaN stays NaN. */
  public static void leakyRelu(float[] x, int from, int to, float slope) {
    Objects.checkFromToIndex(from, to, x.length);
    for (int i = from; i < to; i++) {
      x[i] = Math.max(x[i], 0) + slope * Math.min(x[i], 0);
    }
  }

  /** {@code into += from}, over {@code length} elements. */
  public static void add(float[] into, int intoOffset, float[] from, int fromOffset, int length) {
    Objects.checkFromIndexSize(intoOffset, length, into.length);
    Objects.checkFromIndexSize(fromOffset, length, from.length);
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

  /** {@code x ← factor·x}. */
  public static void scale(float[] x, int from, int to, float factor) {
    Objects.checkFromToIndex(from, to, x.length);
    for (int i = from; i < to; i++) {
      x[i] *= factor;
    }
  }

  /**
   * {@code Σ a²} in double: the element at {@code from + i} goes to lane {@code i mod 8}, and the
   * lanes are added in pairs. Not finite exactly when an element is not.
   */
  public static double sumOfSquares(float[] a, int from, int to) {
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
    for (; i <= to - 8; i += 8) {
      s0 += square(a[i]);
      s1 += square(a[i + 1]);
      s2 += square(a[i + 2]);
      s3 += square(a[i + 3]);
      s4 += square(a[i + 4]);
      s5 += square(a[i + 5]);
      s6 += square(a[i + 6]);
      s7 += square(a[i + 7]);
    }
    int rest = to - i;
    s0 += rest > 0 ? square(a[i]) : 0;
    s1 += rest > 1 ? square(a[i + 1]) : 0;
    s2 += rest > 2 ? square(a[i + 2]) : 0;
    s3 += rest > 3 ? square(a[i + 3]) : 0;
    s4 += rest > 4 ? square(a[i + 4]) : 0;
    s5 += rest > 5 ? square(a[i + 5]) : 0;
    s6 += rest > 6 ? square(a[i + 6]) : 0;
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  private static double square(double value) {
    return value * value;
  }

  /** Whether every element is finite: neither infinite nor NaN. */
  public static boolean allFinite(float[] a, int from, int to) {
    Objects.checkFromToIndex(from, to, a.length);
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
}
