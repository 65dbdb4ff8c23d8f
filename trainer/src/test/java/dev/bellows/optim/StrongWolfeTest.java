package dev.bellows.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StrongWolfeTest {
  /** A function with its derivative. */
  private record Function(String name, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    StrongWolfe.Point at(double step) {
      return new StrongWolfe.Point(step, value.applyAsDouble(step), slope.applyAsDouble(step));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** The first two are functions 1 and 2 of Moré and Thuente (1994). */
  private static final List<Function> FUNCTIONS =
      List.of(
          new Function(
              "rational", a -> -a / (a * a + 2), a -> (a * a - 2) / ((a * a + 2) * (a * a + 2))),
          new Function(
              "quintic",
              a -> Math.pow(a + 0.004, 5) - 2 * Math.pow(a + 0.004, 4),
              a -> 5 * Math.pow(a + 0.004, 4) - 8 * Math.pow(a + 0.004, 3)),
          new Function("parabola", a -> (a - 3) * (a - 3), a -> 2 * (a - 3)),
          new Function("barrier", a -> -a - Math.log(1 - a) / 4, a -> -1 + 0.25 / (1 - a)),
          new Function(
              "waves", a -> a * a / 10 - Math.sin(4 * a), a -> a / 5 - 4 * Math.cos(4 * a)));

  static List<Object[]> searches() {
    List<Object[]> searches = new ArrayList<>();
    for (Function function : FUNCTIONS) {
      for (double first : new double[] {1e-3, 0.1, 1, 10, 1e3}) {
        searches.add(new Object[] {function, first});
      }
    }
    return searches;
  }

  @ParameterizedTest
  @MethodSource("searches")
  void findsAStepThatSatisfiesBothConditions(Function function, double first) {
    StrongWolfe.Point start = function.at(0);
    StrongWolfe.Point found = StrongWolfe.search(function::at, start, first);

    assertThat(found).isEqualTo(function.at(found.step()));
    assertThat(found.value())
        .isLessThanOrEqualTo(
            start.value() + 1e-4 * found.step() * start.slope() + 1e-7 * Math.abs(start.value()));
    assertThat(Math.abs(found.slope())).isLessThanOrEqualTo(0.9 * Math.abs(start.slope()));
  }

  @Test
  void staysWhereNoStepIsLower() {
    StrongWolfe.Point start = new StrongWolfe.Point(0, 1, -1);
    List<Double> steps = new ArrayList<>();
    StrongWolfe.Point found =
        StrongWolfe.search(
            step -> {
              steps.add(step);
              return new StrongWolfe.Point(step, 2, 1);
            },
            start,
            1);
    assertThat(found).isSameAs(start);
    assertThat(steps).hasSizeLessThanOrEqualTo(25);
    assertThat(steps.get(steps.size() - 1)).isLessThan(1e-9);
  }

  @Test
  void aFunctionWithoutAFloorEndsAtTheLowestPoint() {
    List<StrongWolfe.Point> points = new ArrayList<>();
    StrongWolfe.Point found =
        StrongWolfe.search(
            step -> {
              points.add(new StrongWolfe.Point(step, -step, -1));
              return points.get(points.size() - 1);
            },
            new StrongWolfe.Point(0, 0, -1),
            1);
    assertThat(points).hasSize(25);
    assertThat(found).isEqualTo(points.get(24));
  }
}
