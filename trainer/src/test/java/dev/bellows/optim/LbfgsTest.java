package dev.bellows.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.CounterRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LbfgsTest {
  private static final int SIZE = 6;

  /** The direction of the dense update formula (Nocedal and Wright, 2006, 6.17 and 7.20). */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void theDirectionIsThatOfTheDenseInverseHessian(int steps) {
    Lbfgs lbfgs = new Lbfgs(3, 0);
    float[][] state = new float[lbfgs.stateSlots()][SIZE];
    double[][] inverse = identity(1);
    for (int step = 0; step < steps; step++) {
      lbfgs.remember(state, vector(1), s(step), vector(1), y(step));
    }
    if (steps > 0) {
      inverse = identity(gamma(steps - 1));
      for (int step = Math.max(0, steps - 3); step < steps; step++) {
        inverse = updated(inverse, s(step), y(step));
      }
    }
    float[] gradient = vector(77);
    float[] direction = new float[SIZE];
    lbfgs.direction(state, gradient, direction);

    assertThat(lbfgs.isForgotten(state)).isEqualTo(steps == 0);
    for (int i = 0; i < SIZE; i++) {
      double expected = 0;
      for (int j = 0; j < SIZE; j++) {
        expected -= inverse[i][j] * gradient[j];
      }
      assertThat((double) direction[i]).isCloseTo(expected, within(2e-5));
    }
  }

  @Test
  void aStepAlongWhichTheGradientShrankTakesNoOthersPlace() {
    Lbfgs lbfgs = new Lbfgs(1, 0);
    float[][] state = new float[lbfgs.stateSlots()][SIZE];
    lbfgs.remember(state, vector(1), s(0), vector(1), y(0));
    float[][] before = {state[0].clone(), state[1].clone()};
    lbfgs.remember(state, vector(1), s(0), vector(1), against());
    assertThat(state).isDeepEqualTo(before);
  }

  private static float[] against() {
    float[] against = vector(1).clone();
    for (int i = 0; i < SIZE; i++) {
      against[i] -= s(0)[i] - vector(1)[i];
    }
    return against;
  }

  @Test
  void aStepAlongWhichTheGradientShrankIsNotRemembered() {
    Lbfgs lbfgs = new Lbfgs(2, 0);
    float[][] state = new float[lbfgs.stateSlots()][SIZE];
    lbfgs.remember(state, vector(1), s(0), vector(1), against());
    assertThat(lbfgs.isForgotten(state)).isTrue();
    lbfgs.remember(state, vector(1), s(0), vector(1), y(0));
    assertThat(lbfgs.isForgotten(state)).isFalse();
    lbfgs.forget(state);
    assertThat(lbfgs.isForgotten(state)).isTrue();
    assertThat(state).isDeepEqualTo(new float[lbfgs.stateSlots()][SIZE]);
  }

  @Test
  void toleranceIsRelativeToALargeLoss() {
    Lbfgs lbfgs = new Lbfgs(2, 0.01);
    assertThat(lbfgs.isConverged(0.5, 0.01)).isTrue();
    assertThat(lbfgs.isConverged(0.5, 0.011)).isFalse();
    assertThat(lbfgs.isConverged(-20, 0.19)).isTrue();
  }

  @Test
  void refusesConstantsOutsideTheirRanges() {
    assertThatThrownBy(() -> new Lbfgs(0, 1e-6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid history: 0: must be ≥ 1");
    assertThatThrownBy(() -> new Lbfgs(5, -1)).hasMessage("Invalid tolerance: -1.0: must be ≥ 0");
  }

  private static float[] vector(long key) {
    float[] vector = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      vector[i] = (float) CounterRandom.gaussian(key, i);
    }
    return vector;
  }

  /** The end of step {@code step} from {@code vector(1)}. */
  private static float[] s(int step) {
    float[] end = vector(1);
    float[] change = vector(10 + step);
    for (int i = 0; i < SIZE; i++) {
      end[i] += change[i];
    }
    return end;
  }

  /** The gradient there, of a function with curvatures from 1 to 6. */
  private static float[] y(int step) {
    float[] end = vector(1);
    float[] change = vector(10 + step);
    for (int i = 0; i < SIZE; i++) {
      end[i] += (i + 1) * change[i];
    }
    return end;
  }

  private static double gamma(int step) {
    double across = 0;
    double squares = 0;
    for (int i = 0; i < SIZE; i++) {
      double change = y(step)[i] - vector(1)[i];
      across += (s(step)[i] - vector(1)[i]) * change;
      squares += change * change;
    }
    return across / squares;
  }

  private static double[][] identity(double factor) {
    double[][] matrix = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      matrix[i][i] = factor;
    }
    return matrix;
  }

  /** {@code (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ}. */
  private static double[][] updated(double[][] inverse, float[] to, float[] gradientTo) {
    double[] s = new double[SIZE];
    double[] y = new double[SIZE];
    double curvature = 0;
    for (int i = 0; i < SIZE; i++) {
      s[i] = to[i] - vector(1)[i];
      y[i] = gradientTo[i] - vector(1)[i];
      curvature += s[i] * y[i];
    }
    double[][] left = identity(1);
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        left[i][j] -= s[i] * y[j] / curvature;
      }
    }
    double[][] result = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        result[i][j] = s[i] * s[j] / curvature;
        for (int k = 0; k < SIZE; k++) {
          for (int l = 0; l < SIZE; l++) {
            result[i][j] += left[i][k] * inverse[k][l] * left[j][l];
          }
        }
      }
    }
    return result;
  }
}
