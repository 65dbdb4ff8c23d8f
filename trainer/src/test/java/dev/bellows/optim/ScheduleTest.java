package dev.bellows.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.catalog.Catalog;
import dev.bellows.testing.Golden;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules, against PyTorch's where it has them ({@code golden_schedules.py}). */
class ScheduleTest {
  private static final JsonNode GOLDEN = Golden.read("schedules.json");

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

  static Stream<JsonNode> cases() {
    return Golden.elements(GOLDEN.get("cases"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void followsPyTorch(JsonNode golden) {
    JsonNode constants = golden.get("schedule");
    Schedule schedule = schedule(constants);
    if (constants.has("warm-up")) {
      schedule = new WarmUp(constants.get("warm-up").asDouble(), schedule);
    }
    double[] rates = Golden.doubles(golden.get("rates"));
    assertThat(rates).hasSize(GOLDEN.get("steps").asInt());
    for (int step = 0; step < rates.length; step++) {
      assertThat(schedule.factor(step, rates.length))
          .as("step %d", step)
          .isCloseTo(rates[step], within(1e-12));
    }
  }

  private static Schedule schedule(JsonNode constants) {
    double floor = constants.path("floor").asDouble();
    return switch (constants.get("name").asText()) {
      case "step" ->
          new Schedule.Step(constants.get("factor").asDouble(), constants.get("every").asDouble());
      case "exponential" -> new Schedule.Exponential(floor);
      case "polynomial" -> new Schedule.Polynomial(constants.get("power").asDouble(), floor);
      case "cosine" -> new Schedule.Cosine(floor);
      case "one-cycle" -> new OneCycle(constants.get("rise").asDouble(), 0.04, 4e-6);
      default -> throw new IllegalArgumentException(constants.toString());
    };
  }

  static Stream<JsonNode> plateaus() {
    return Golden.elements(GOLDEN.get("plateaus"));
  }

  @ParameterizedTest
  @MethodSource("plateaus")
  void lowersTheRateOnAPlateauAsPyTorchDoes(JsonNode golden) {
    Plateau plateau =
        new Plateau(
            golden.get("factor").asDouble(),
            golden.get("patience").asInt(),
            golden.get("min-delta").asDouble(),
            golden.get("floor").asDouble());
    double[] values = Golden.doubles(GOLDEN.get("values"));
    double[] rates = Golden.doubles(golden.get("rates"));
    Plateau.State state = Plateau.State.INITIAL;
    for (int epoch = 0; epoch < values.length; epoch++) {
      state = plateau.after(state, values[epoch]);
      assertThat(state.factor()).as("epoch %d", epoch).isCloseTo(rates[epoch], within(1e-12));
    }
  }

  @Test
  void aValueThatIsNotDefinedIsNoImprovement() {
    Plateau plateau = new Plateau(0.5, 2, 0, 0);
    Plateau.State state = plateau.after(Plateau.State.INITIAL, Double.NaN);
    state = plateau.after(state, Double.NaN);
    assertThat(state.factor()).isEqualTo(0.5);
    state = plateau.after(state, 7);
    assertThat(state).isEqualTo(new Plateau.State(0.5, 7, 0));
    state = plateau.after(state, Double.NaN);
    assertThat(state).isEqualTo(new Plateau.State(0.5, 7, 1));
  }

  @Test
  void everyFactorIsFiniteInShortRunsToo() {
    for (Catalog.Entry<Schedule> entry : Schedules.CATALOG.entries()) {
      for (Schedule schedule : List.of(entry.standard(), new WarmUp(0.4, entry.standard()))) {
        for (long steps = 1; steps < 12; steps++) {
          for (long step = 0; step < steps; step++) {
            assertThat(schedule.factor(step, steps))
                .as("%s, step %d of %d", entry.name(), step, steps)
                .isBetween(0.0, 1.0);
          }
        }
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
    assertThatThrownBy(() -> new Schedule.Exponential(0))
        .hasMessage("Invalid floor: 0.0: must be > 0 and ≤ 1");
    assertThatThrownBy(() -> new Schedule.Polynomial(0, 0))
        .hasMessage("Invalid power: 0.0: must be > 0");
    assertThatThrownBy(() -> new OneCycle(1, 0, 0))
        .hasMessage("Invalid rise: 1.0: must be ≥ 0 and < 1");
    assertThatThrownBy(() -> new OneCycle(0.5, 2, 0))
        .hasMessage("Invalid start: 2.0: must be ≥ 0 and ≤ 1");
    assertThatThrownBy(() -> new Plateau(1, 2, 0, 0))
        .hasMessage("Invalid factor: 1.0: must be > 0 and < 1");
    assertThatThrownBy(() -> new Plateau(0.5, 0, 0, 0))
        .hasMessage("Invalid patience: 0: must be ≥ 1");
    assertThatThrownBy(() -> new WarmUp(1, new Schedule.Constant()))
        .hasMessage("Invalid warm-up: 1.0: must be ≥ 0 and < 1");
  }
}
