package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostModelTest {
  private static final CostModel TRUE = new CostModel(0.3, 0.1, 0.4, 0.06, 0.5);
  private static final int[] EXECUTORS = {1, 2, 4, 8};
  private static final int[] PARAMETERS = {10_000, 100_000, 1_000_000, 10_000_000};

  /** What the model says, with a relative error of at most {@code noise}. */
  private static List<CostPoint> points(CostModel model, double noise) {
    Random random = new Random(1);
    List<CostPoint> points = new ArrayList<>();
    for (int executors : EXECUTORS) {
      for (int parameters : PARAMETERS) {
        double error = noise * (2 * random.nextDouble() - 1);
        points.add(point(executors, parameters, model.millis(executors, parameters) * (1 + error)));
      }
    }
    return points;
  }

  private static CostPoint point(int executors, int parameters, double millis) {
    return new CostPoint(executors, parameters, Quartiles.of(millis));
  }

  @Test
  void saysWhatAStepCosts() {
    // 0.3 + 2 · 0.1 + 16 MB · 0.4 ns + 2 M · 0.06 ns + 1 M · 0.5 ns
    assertThat(TRUE.millis(2, 1e6)).isCloseTo(0.3 + 0.2 + 6.4 + 0.12 + 0.5, within(1e-12));
  }

  @Test
  void findsTheModelThatPointsAreOf() {
    CostModel fitted = CostModel.fit(points(TRUE, 0), 0.06);

    assertThat(fitted.latencyMillis()).isCloseTo(0.3, within(1e-9));
    assertThat(fitted.executorMillis()).isCloseTo(0.1, within(1e-9));
    assertThat(fitted.byteNanos()).isCloseTo(0.4, within(1e-9));
    assertThat(fitted.sumNanos()).isEqualTo(0.06);
    assertThat(fitted.updateNanos()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void predictsWhatItWasNotTold() {
    CostModel fitted = CostModel.fit(points(TRUE, 0.1), 0.06);

    for (int executors : EXECUTORS) {
      assertThat(fitted.millis(executors, 3e6) / TRUE.millis(executors, 3e6))
          .isCloseTo(1, within(0.1));
    }
  }

  @Test
  void noTermIsNegative() {
    CostModel falling = new CostModel(0.3, -0.02, 0.4, 0.06, 0.5);

    CostModel fitted = CostModel.fit(points(falling, 0), 0.06);

    assertThat(fitted.executorMillis()).isZero();
    assertThat(fitted.latencyMillis()).isPositive();
  }

  @Test
  void tellsWhichPointsAreMissing() {
    assertThatThrownBy(() -> CostModel.fit(points(TRUE, 0).subList(0, 4), 0.06))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot fit 4 terms to 4 points: measure more");
    List<CostPoint> alike = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      alike.add(point(2, 1000, 1));
    }
    assertThatThrownBy(() -> CostModel.fit(alike, 0.06))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot fit the points: measure several numbers of executors and of parameters");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 64})
  void slicesHalveTheCostFromThePointItTells(int executors) {
    double from = TRUE.parametersToSlice(executors);

    assertThat(TRUE.slicedMillis(executors, from) / TRUE.millis(executors, from))
        .isCloseTo(0.5, within(1e-9));
    assertThat(TRUE.slicedMillis(executors, 2 * from))
        .isLessThan(TRUE.millis(executors, 2 * from) / 2);
  }

  @Test
  void twoExecutorsMoveHalfTheBytesAtBest() {
    CostModel onlyBytes = new CostModel(0.3, 0.1, 0.4, 0, 0);

    assertThat(onlyBytes.parametersToSlice(2)).isInfinite();
  }
}
