package dev.bellows.linalg;

import java.util.Objects;

/**
 * The element-wise functions that turn smoothly from 0, or a constant, into the identity, and their
 * slopes. As in {@link Elementwise}, these loops of additions and multiplications define them, with
 * neither branches nor the bits of a number, so that the JIT compiler makes vector instructions of
 * a loop around them. Finite everywhere; NaN for NaN.
 */
public final class SmoothRectifiers {
  /** Where both tails of the normal distribution have faded: Φ(−12.6) is 10⁻³⁶. */
  static final float FADED = 12.6f;

  static final float NORMAL_PEAK = 0.3989423f; // 1 / √(2π)
  static final float LARGEST_EXPONENT = 80; // e⁻⁸⁰ is 10⁻³⁵

  private SmoothRectifiers() {}

  /** {@code x·Φ(x)}, where Φ is the normal distribution's: the exact GELU. Within 4·10⁻⁷ of |x|. */
  public static float gelu(float x) {
    float distance = Math.min(Math.abs(x), FADED);
    return Math.max(x, 0) - distance * tail(distance, growth(distance));
  }

  /** Applies {@link #gelu(float)} in place. */
  public static void gelu(float[] x, int from, int to) {
    Objects.checkFromToIndex(from, to, x.length);
    UnaryFunction.GELU.apply(x, from, to);
  }

  /** Applies {@link #geluSlope(float)} in place. */
  public static void geluSlope(float[] x, int from, int to) {
    Objects.checkFromToIndex(from, to, x.length);
    UnaryFunction.GELU_SLOPE.apply(x, from, to);
  }

  /** {@code Φ(x) + x·φ(x)}, within 10⁻⁶. */
  public static float geluSlope(float x) {
    float distance = Math.min(Math.abs(x), FADED);
    float growth = growth(distance);
    float tail = tail(distance, growth);
    float near = Math.min(Math.max(x, -FADED), FADED);
    return tail + Elementwise.step(x) * (1 - 2 * tail) + near * (NORMAL_PEAK / growth);
  }

  /** {@code e^(x² / 2)}. */
  private static float growth(float distance) {
    return Elementwise.growth(distance * distance * 0.5f);
  }

  /** {@code Φ(−x)} for x from 0 on: a polynomial in 1 / (1 + 0.34 x), within 3·10⁻⁸, times φ. */
  private static float tail(float x, float growth) {
    float t = 1 / (1 + 0.34f * x);
    float p = -0.02647187f;
    p = p * t + 0.14115001f;
    p = p * t - 0.27641395f;
    p = p * t + 0.20577744f;
    p = p * t - 0.047084555f;
    p = p * t + 0.11631416f;
    p = p * t + 0.11496756f;
    p = p * t + 0.13614239f;
    p = p * t + 0.13561885f;
    return p * t / growth;
  }

  /** {@code x·σ(x) = x / (1 + e⁻ˣ)}, within 4 units in the last place from −80 on. */
  public static float silu(float x) {
    float distance = Math.min(Math.abs(x), LARGEST_EXPONENT);
    return Math.max(x, 0) - distance / (1 + Elementwise.growth(distance));
  }

  /** Applies {@link #silu(float)} in place. */
  public static void silu(float[] x, int from, int to) {
    Objects.checkFromToIndex(from, to, x.length);
    UnaryFunction.SILU.apply(x, from, to);
  }

  /** Applies {@link #siluSlope(float)} in place. */
  public static void siluSlope(float[] x, int from, int to) {
    Objects.checkFromToIndex(from, to, x.length);
    UnaryFunction.SILU_SLOPE.apply(x, from, to);
  }

  /** {@code σ(x) (1 + x (1 − σ(x)))}, within 5·10⁻⁷. */
  public static float siluSlope(float x) {
    float tail = 1 / (1 + Elementwise.growth(Math.min(Math.abs(x), LARGEST_EXPONENT)));
    float near = Math.min(Math.max(x, -LARGEST_EXPONENT), LARGEST_EXPONENT);
    return tail + Elementwise.step(x) * (1 - 2 * tail) + near * (tail * (1 - tail));
  }

  /** {@code ln(1 + eˣ)}, within 3 units in the last place from −80 on. */
  public static float softplus(float x) {
    // ln(1 + u) = 2 artanh(u / (2 + u)), with u = e^−|x|, and artanh by a minimax polynomial.
    float growth = Elementwise.growth(Math.min(Math.abs(x), LARGEST_EXPONENT));
    float s = 1 / (2 * growth + 1);
    float w = s * s;
    float p = 0.28178334f;
    p = p * w + 0.279606f;
    p = p * w + 0.4002491f;
    p = p * w + 0.66666317f;
    p = p * w + 2;
    return Math.max(x, 0) + p * s;
  }

  /** x where positive, else {@code alpha·(eˣ − 1)}, within 2.5 units in the last place. */
  public static float elu(float x, float alpha) {
    return Math.max(x, 0) + alpha * Elementwise.growthLess1(Math.max(Math.min(x, 0), -19f));
  }

  /** 1 where {@code y = elu(x)} is positive, else {@code y + alpha}. */
  public static float eluSlope(float y, float alpha) {
    return Math.min(y, 0) + alpha + Elementwise.step(y) * (1 - alpha);
  }
}
