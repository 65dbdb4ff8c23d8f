package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SmoothRectifiersTest {
  private static final float[] FAR = {-1e4f, 1e4f, -Float.MAX_VALUE, Float.MAX_VALUE};

  private interface FloatFunction {
    float of(float x);
  }

  @Test
  void geluIsXTimesTheNormalDistribution() {
    DoubleUnaryOperator exact = x -> x * normal(x);
    assertThat(largest(SmoothRectifiers::gelu, exact, 12, Math::abs)).isLessThan(4e-7);
    assertThat(largest(SmoothRectifiers::gelu, exact, 5, x -> Math.abs(exact.applyAsDouble(x))))
        .isLessThan(1.5e-6);
    assertThat(
            largest(
                SmoothRectifiers::geluSlope,
                x -> normal(x) + x * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI),
                14,
                x -> 1))
        .isLessThan(1e-6);
  }

  @Test
  void siluIsXTimesTheSigmoid() {
    DoubleUnaryOperator exact = x -> x / (1 + StrictMath.exp(-x));
    assertThat(largest(SmoothRectifiers::silu, exact, 80, x -> ulp(exact, x))).isLessThan(4);
    assertThat(
            largest(
                SmoothRectifiers::siluSlope,
                x -> {
                  double sigmoid = 1 / (1 + StrictMath.exp(-x));
                  return sigmoid * (1 + x * (1 - sigmoid));
                },
                100,
                x -> 1))
        .isLessThan(1e-6);
  }

  @Test
  void softplusIsTheLogarithmOfTheGrowth() {
    DoubleUnaryOperator exact =
        x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    assertThat(largest(SmoothRectifiers::softplus, exact, 80, x -> ulp(exact, x))).isLessThan(3);
  }

  @Test
  void eluIsTheGrowthBelowZero() {
    DoubleUnaryOperator exact = x -> x > 0 ? x : StrictMath.expm1(x);
    assertThat(largest(x -> SmoothRectifiers.elu(x, 1), exact, 100, x -> ulp(exact, x)))
        .isLessThan(2.5);
    for (float alpha : new float[] {0.25f, 1, 2}) {
      assertThat(
              largest(
                  x -> SmoothRectifiers.eluSlope(SmoothRectifiers.elu(x, alpha), alpha),
                  x -> x > 0 ? 1 : alpha * StrictMath.exp(x),
                  30,
                  x -> 1))
          .isLessThan(5e-7);
    }
  }

  @Test
  void theyKeepToTheirEnds() {
    for (float x : FAR) {
      float line = Math.max(x, 0);
      float slope = x > 0 ? 1 : 0;
      float alpha = x > 0 ? x : -2;
      assertThat(SmoothRectifiers.gelu(x)).isCloseTo(line, within(1e-30f));
      assertThat(SmoothRectifiers.geluSlope(x)).isCloseTo(slope, within(1e-30f));
      assertThat(SmoothRectifiers.silu(x)).isCloseTo(line, within(1e-30f));
      assertThat(SmoothRectifiers.siluSlope(x)).isCloseTo(slope, within(1e-30f));
      assertThat(SmoothRectifiers.softplus(x)).isCloseTo(line, within(1e-30f));
      assertThat(SmoothRectifiers.elu(x, 2)).isEqualTo(alpha);
      assertThat(SmoothRectifiers.eluSlope(alpha, 2)).isEqualTo(slope);
    }
    assertThat(SmoothRectifiers.gelu(Float.NaN)).isNaN();
    assertThat(SmoothRectifiers.geluSlope(Float.NaN)).isNaN();
    assertThat(SmoothRectifiers.silu(Float.NaN)).isNaN();
    assertThat(SmoothRectifiers.siluSlope(Float.NaN)).isNaN();
    assertThat(SmoothRectifiers.softplus(Float.NaN)).isNaN();
    assertThat(SmoothRectifiers.elu(Float.NaN, 1)).isNaN();
  }

  /** The normal distribution, by its series near 0 and its continued fraction far from it. */
  private static double normal(double x) {
    double density = StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    if (Math.abs(x) > 4) {
      double fraction = Math.abs(x);
      for (int k = 60; k > 0; k--) {
        fraction = Math.abs(x) + k / fraction;
      }
      return x < 0 ? density / fraction : 1 - density / fraction;
    }
    double term = x;
    double sum = x;
    for (int k = 3; k < 120; k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return 0.5 + density * sum;
  }

  private static double ulp(DoubleUnaryOperator function, double x) {
    return Math.ulp((float) function.applyAsDouble(x));
  }

  /** The largest error over {@code scale}, from −end to end. */
  private static double largest(
      FloatFunction function, DoubleUnaryOperator exact, float end, DoubleUnaryOperator scale) {
    double largest = 0;
    for (float x = -end; x <= end; x += end * 1.3e-5f) {
      double error = Math.abs(function.of(x) - exact.applyAsDouble(x)) / scale.applyAsDouble(x);
      largest = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(largest, error);
    }
    return largest;
  }
}
