package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogarithmTest {
  @Test
  void isCloseToStrictMathFromTheSmallestNumberToTheLargest() {
    SplittableRandom random = new SplittableRandom(1);
    double worst = 0;
    for (int i = 0; i < 2_000_000; i++) {
      double x =
          Math.scalb(1 + random.nextDouble(), random.nextInt(i % 2 == 0 ? -60 : -1074, 1023));
      worst = Math.max(worst, error(x));
    }
    for (int i = 0; i < 100_000; i++) {
      worst = Math.max(worst, error(i * 1e-4)); // what a softmax of few classes asks
    }
    assertThat(worst).isLessThanOrEqualTo(4);
  }

  /** In units in the last place. */
  private static double error(double x) {
    double expected = StrictMath.log1p(x);
    return Math.abs(Logarithm.log1p(x) - expected) / Math.ulp(expected);
  }

  @Test
  void isExactWhereTheLogarithmIs() {
    assertThat(Logarithm.log1p(0)).isEqualTo(0);
    assertThat(Logarithm.log1p(1)).isEqualTo(Math.log(2));
    assertThat(Logarithm.log1p(1e-300)).isEqualTo(1e-300);
    assertThat(Logarithm.log1p(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Logarithm.log1p(Double.NaN)).isNaN();
  }
}
