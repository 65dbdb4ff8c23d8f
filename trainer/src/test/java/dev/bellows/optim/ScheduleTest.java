package dev.bellows.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  @Test
  void constantIsOneThroughout() {
    assertThat(new Schedule.Constant().factor(0, 10)).isEqualTo(1);
    assertThat(new Schedule.Constant().factor(9, 10)).isEqualTo(1);
  }

  @Test
  void cosineFallsFromOneToItsFloor() {
    Schedule cosine = new Schedule.Cosine(0.2);
    assertThat(cosine.factor(0, 100)).isEqualTo(1);
    assertThat(cosine.factor(50, 100)).isCloseTo(0.6, within(1e-15));
    assertThat(cosine.factor(100, 100)).isCloseTo(0.2, within(1e-15));
    for (int step = 1; step <= 100; step++) {
      assertThat(cosine.factor(step, 100)).isLessThan(cosine.factor(step - 1, 100));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.05", "0.1", "0.25", "0.3", "0.55", "1"})
  void stepsFallAtTheExactFractionsOfTheRun(String every) {
    Schedule schedule = new Schedule.Step(0.5, Double.parseDouble(every));
    for (int steps = 1; steps < 400; steps++) {
      BigDecimal length = new BigDecimal(every).multiply(BigDecimal.valueOf(steps));
      for (int step = 0; step < steps; step++) {
        int falls = BigDecimal.valueOf(step).divide(length, 0, RoundingMode.FLOOR).intValue();
        assertThat(schedule.factor(step, steps))
            .as("step %d of %d", step, steps)
            .isEqualTo(Math.scalb(1.0, -falls));
      }
    }
  }

  @Test
  void refusesNumbersOutsideTheirRanges() {
    assertThatThrownBy(() -> new Schedule.Cosine(1.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid floor: 1.1: must be ≥ 0 and ≤ 1");
    assertThatThrownBy(() -> new Schedule.Step(0, 0.5))
        .hasMessage("Invalid factor: 0.0: must be > 0 and ≤ 1");
    assertThatThrownBy(() -> new Schedule.Step(0.5, 0))
        .hasMessage("Invalid every: 0.0: must be a fraction of the run, > 0 and ≤ 1");
  }
}
