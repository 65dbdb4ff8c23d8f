package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class OddFitTest {
  private static final int POINTS = 8;

  @Test
  void isExactForAPolynomialOfDegreeFive() {
    OddFit fit = fit(h -> 3 + 2 * h + h * h - 5 * h * h * h + Math.pow(h, 5), 0.5, 0);
    assertThat(fit.slope()).isCloseTo(2, within(1e-13));
    assertThat(fit.error()).isLessThan(1e-13);
  }

  @Test
  void bendingShowsInTheError() {
    OddFit near = fit(Math::sin, 0.5, 0);
    OddFit far = fit(Math::sin, 8, 0);
    assertThat(near.slope()).isCloseTo(1, within(1e-6));
    assertThat(near.error()).isLessThan(1e-6);
    assertThat(Math.abs(far.slope() - 1)).isGreaterThan(0.1);
    assertThat(far.error()).isGreaterThan(0.1);
  }

  /** Student's t for 5 degrees of freedom: 4 standard errors are exceeded in 1 % of the cases. */
  @Test
  void noiseShowsInTheError() {
    int beyond = 0;
    double squares = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      OddFit fit = fit(h -> 2 * h + 1e-3 * random.nextGaussian(), 0.5, 0);
      beyond += Math.abs(fit.slope() - 2) > 4 * fit.error() ? 1 : 0;
      squares += (fit.slope() - 2) * (fit.slope() - 2) / (fit.error() * fit.error()) / 1_000;
    }
    assertThat(beyond).isLessThan(30);
    assertThat(squares).as("variance of t: 5 / 3").isBetween(1.2, 2.5);
  }

  @Test
  void thereIsNoneWithAPointThatIsNotFinite() {
    assertThat(fit(h -> h > 0.4 ? Double.NaN : h, 0.5, 0)).isEqualTo(OddFit.NONE);
    assertThat(fit(h -> h > 0.4 ? Double.NaN : h, 0.5, 1).slope()).isCloseTo(1, within(1e-14));
    assertThat(fit(h -> 1 / (h - 0.5), 0.5, 0)).isEqualTo(OddFit.NONE);
  }

  private static OddFit fit(DoubleUnaryOperator function, double largest, int from) {
    double[] steps = new double[from + POINTS];
    double[] differences = new double[from + POINTS];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = largest * Math.pow(0.5, i / 2.0);
      differences[i] = function.applyAsDouble(steps[i]) - function.applyAsDouble(-steps[i]);
    }
    return OddFit.of(steps, differences, from, from + POINTS);
  }
}
