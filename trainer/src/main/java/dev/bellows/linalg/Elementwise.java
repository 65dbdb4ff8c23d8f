package dev.bellows.linalg;

import java.util.Objects;

/**
 * Element-wise functions and sums over float arrays. The functions of one number, and {@link
 * PlainLoops}, <em>define</em> what is computed; {@code VectorLoops} compute the same bits faster.
 * They add, multiply, divide and compare in a written order, which Java does alike on every
 * machine, and use neither fused operations nor {@code Math.exp}, which it does not.
 *
 * <p>Ranges are {@code from} inclusive to {@code to} exclusive. Methods throw {@link
 * IndexOutOfBoundsException} for a range outside its array, before they change anything.
 */
public final class Elementwise {

  static final float LOG2_E = 1.442695f;
  private static final float LN2 = 0.6931472f;
  // ln 2 in two parts; the first has 10 bits, so that its product with an exponent is exact.
  static final float LN2_HIGH = 0x1.63p-1f;
  static final float LN2_LOW = -2.1219444e-4f;
  // 1.5·2²³: adding and subtracting it rounds to the nearest integer.
  static final float ROUND = 0x1.8p23f;

  private Elementwise() {}

  /**
   * {@code eˣ}, within 1 unit in the last place. Infinite above 88.72; subnormal below −87.3, 0
   * below −104; NaN for NaN.
   */
  public static float exp(float x) {
    // eˣ = 2ⁿ·eʳ, where n is the integer nearest to x / ln 2. 0 below −104; at −176 both factors
    // of 2ⁿ are 0 too, while a product that underflows costs some processors a hundred cycles.
    float y = Math.min(Math.max(x, -176f), 89f);
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

  /**
   * 1 above 0, else 0; NaN for NaN. No branch, which would be taken at random, and so fit for
   * vector instructions: even the smallest number above 0, times 2²⁵⁴, is more than 1.
   */
  public static float step(float x) {
    return Math.min(Math.max(x, 0) * 0x1p127f * 0x1p127f, 1);
  }

  /** {@code eʳ − 1} for |r| ≤ ln(2) / 2: the minimax polynomial, within 4·10⁻⁹ of eʳ. */
  static float expm1(float r) {
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

  /** Applies {@link #exp(float)} in place. */
  public static void exp(float[] x, int from, int to) {
    Objects.checkFromToIndex(from, to, x.length);
    UnaryFunction.EXP.apply(x, from, to);
  }

  /** Applies {@link #sigmoid(float)} in place. */
  public static void sigmoid(float[] x, int from, int to) {
    Objects.checkFromToIndex(from, to, x.length);
    UnaryFunction.SIGMOID.apply(x, from, to);
  }

  /** Applies {@link #tanh(float)} in place. */
  public static void tanh(float[] x, int from, int to) {
    Objects.checkFromToIndex(from, to, x.length);
    UnaryFunction.TANH.apply(x, from, to);
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
    LoopsChoice.current().add(into, intoOffset, from, fromOffset, length);
  }

  /**
   * {@code into = Σ_r row_r}: the sum of {@code n} rows that lie one after the other, added from
   * the first on; zeros where n is 0.
   *
   * @param rows {@code n × width} from {@code offset} on
   * @param into {@code width} from {@code intoOffset} on, overwritten
   */
  public static void sumRows(
      float[] rows, int offset, int n, int width, float[] into, int intoOffset) {
    Objects.checkFromIndexSize(offset, n * width, rows.length);
    Objects.checkFromIndexSize(intoOffset, width, into.length);
    LoopsChoice.current().sumRows(rows, offset, n, width, into, intoOffset);
  }

  /**
   * {@code values[i] ← values[i + shift]} where that is larger, or NaN, from the first i on; and
   * then {@code places[i] ← places[i + shift]}. Done {@code n} times, each value is the largest of
   * itself and the n behind it at that shift, and the place is that of the first of them.
   *
   * @param shift at least 0
   */
  public static void keepLarger(float[] values, int[] places, int from, int shift, int length) {
    Objects.checkFromIndexSize(from, length + shift, values.length);
    Objects.checkFromIndexSize(from, length + shift, places.length);
    LoopsChoice.current().keepLarger(values, places, from, shift, length);
  }

  /** {@code x ← x·y}, at the same places of both. */
  public static void multiply(float[] x, float[] y, int from, int to) {
    Objects.checkFromToIndex(from, to, x.length);
    Objects.checkFromToIndex(from, to, y.length);
    for (int i = from; i < to; i++) {
      x[i] *= y[i];
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
   * {@code Σ a²} in double, in eight lanes: the element at {@code from + i} goes to lane {@code i
   * mod 8}, the lanes are added in pairs, and then what is left of the last eight. Not finite
   * exactly when an element is not.
   */
  public static double sumOfSquares(float[] a, int from, int to) {
    return Sums.squares(a, from, to, 0);
  }

  /** Whether every element is finite: neither infinite nor NaN. */
  public static boolean allFinite(float[] a, int from, int to) {
    Objects.checkFromToIndex(from, to, a.length);
    return LoopsChoice.current().allFinite(a, from, to);
  }
}
