package dev.bellows.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RegularizationTest {
  @Test
  void penaltiesPullTowardsZero() {
    float[] parameters = {8, 2, -4, 0, Float.MIN_VALUE, -Float.MAX_VALUE, 8};
    float[] gradient = {1, 1, 1, 1, 1, 1, 1};
    new Regularization(0.5, 0.25).addGradient(parameters, gradient, 1, 6);
    assertThat(gradient).containsExactly(1, 2, -0.5f, 1, 1.5f, -Float.MAX_VALUE / 4, 1);
  }

  @Test
  void noPenaltyChangesNothing() {
    float[] gradient = {1, Float.NaN, 3};
    Regularization.NONE.addGradient(new float[] {1, 2, Float.NaN}, gradient, 0, 3);
    assertThat(gradient).containsExactly(1, Float.NaN, 3);
  }

  @Test
  void longRowsAreScaledDownToTheBound() {
    float[] parameters = {9, /* row */ 3, -4, /* row */ 0.3f, 0.4f, /* row */ 0, 2, 9};
    new Regularization(0, 0, 2).bound(parameters, 1, 7, 2);
    assertThat(parameters)
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(9, 1.2f, -1.6f, 0.3f, 0.4f, 0, 2, 9);
  }

  @Test
  void refusesNegativePenalties() {
    assertThatThrownBy(() -> new Regularization(0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid regularization: l1 0.0, l2 -1.0: both must be ≥ 0");
    assertThatThrownBy(() -> new Regularization(Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Regularization(0, 0, 0))
        .hasMessage("Invalid max-norm: 0.0: must be > 0");
  }
}
