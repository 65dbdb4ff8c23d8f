package dev.bellows.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.catalog.Catalog;
import dev.bellows.data.CounterRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What every optimiser must do, one row each; trajectories are compared in the tests of training.
 */
class OptimizerContractTest {
  private static final int SIZE = 37;
  private static final int STEPS = 20;

  static final List<UpdateRule> OPTIMIZERS =
      Optimizers.CATALOG.entries().stream()
          .map(Catalog.Entry::standard)
          .filter(UpdateRule.class::isInstance)
          .map(UpdateRule.class::cast)
          .toList();

  static final List<UpdateRule> ELEMENTWISE =
      OPTIMIZERS.stream().filter(optimizer -> !optimizer.isLayerwise()).toList();

  /** Weights and state of a run. */
  private static final class Run {
    final float[] parameters = new float[SIZE];
    final float[][] state;

    Run(UpdateRule optimizer) {
      state = new float[optimizer.stateSlots()][SIZE];
      for (int i = 0; i < SIZE; i++) {
        parameters[i] = (float) CounterRandom.gaussian(1, i);
      }
    }

    void update(UpdateRule optimizer, long step, int from, int to) {
      float[] gradient = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        gradient[i] = (float) CounterRandom.gaussian(2 + step, i) + parameters[i];
      }
      float[] before = gradient.clone();
      optimizer.update(step, 0.01, 0.5, parameters, gradient, state, from, to);
      for (int i = 0; i < SIZE; i++) {
        if (!optimizer.isLayerwise() || i < from || i >= to) {
          assertThat(gradient[i]).as("the gradient is not written to").isEqualTo(before[i]);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("ELEMENTWISE")
  void anySplitIntoRangesGivesTheSameBits(UpdateRule optimizer) {
    Run whole = new Run(optimizer);
    Run ranges = new Run(optimizer);
    for (int step = 1; step <= STEPS; step++) {
      whole.update(optimizer, step, 0, SIZE);
      int cut = step * 7 % SIZE;
      ranges.update(optimizer, step, cut, SIZE);
      // the gradient of a parameter depends on that parameter alone
      ranges.update(optimizer, step, 0, cut);
    }
    assertThat(ranges.parameters).containsExactly(whole.parameters);
    assertThat(ranges.state).isDeepEqualTo(whole.state);
  }

  @ParameterizedTest
  @FieldSource("OPTIMIZERS")
  void stopAndResumeEqualsStraightThrough(UpdateRule optimizer) {
    Run straight = new Run(optimizer);
    Run stopped = new Run(optimizer);
    for (int step = 1; step <= STEPS; step++) {
      straight.update(optimizer, step, 0, SIZE);
      if (step <= STEPS / 2) {
        stopped.update(optimizer, step, 0, SIZE);
      }
    }
    Run resumed = new Run(optimizer);
    System.arraycopy(stopped.parameters, 0, resumed.parameters, 0, SIZE);
    for (int slot = 0; slot < optimizer.stateSlots(); slot++) {
      System.arraycopy(stopped.state[slot], 0, resumed.state[slot], 0, SIZE);
    }
    for (int step = STEPS / 2 + 1; step <= STEPS; step++) {
      resumed.update(optimizer, step, 0, SIZE);
    }
    assertThat(resumed.parameters).containsExactly(straight.parameters);
    assertThat(resumed.state).isDeepEqualTo(straight.state);
  }

  @ParameterizedTest
  @FieldSource("OPTIMIZERS")
  void nothingOutsideTheRangeIsWritten(UpdateRule optimizer) {
    Run run = new Run(optimizer);
    Run before = new Run(optimizer);
    run.update(optimizer, 1, 5, 9);
    for (int i = 0; i < SIZE; i++) {
      boolean inside = i >= 5 && i < 9;
      assertThat(run.parameters[i] != before.parameters[i]).isEqualTo(inside);
      for (int slot = 0; slot < optimizer.stateSlots(); slot++) {
        assertThat(run.state[slot][i] != 0).isEqualTo(inside);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OPTIMIZERS")
  void aLearningRateOfZeroChangesNoWeight(UpdateRule optimizer) {
    Run run = new Run(optimizer);
    float[] before = run.parameters.clone();
    optimizer.update(1, 0, 0.5, run.parameters, before.clone(), run.state, 0, SIZE);
    assertThat(run.parameters).containsExactly(before);
  }

  @ParameterizedTest
  @FieldSource("ELEMENTWISE")
  void decayShrinksWeightsBeforeTheRuleAndApartFromIt(UpdateRule optimizer) {
    Run plain = new Run(optimizer);
    Run decayed = new Run(optimizer);
    float[] start = plain.parameters.clone();
    float[] gradient = start.clone();
    optimizer.update(1, 0.25, 0, plain.parameters, gradient, plain.state, 0, SIZE);
    optimizer.update(1, 0.25, 0.5, decayed.parameters, gradient, decayed.state, 0, SIZE);
    for (int i = 0; i < SIZE; i++) {
      assertThat(decayed.parameters[i])
          .isCloseTo(plain.parameters[i] - 0.125f * start[i], within(1e-6f));
    }
    assertThat(decayed.state).isDeepEqualTo(plain.state);
  }

  @Test
  void refusesConstantsOutsideTheirRanges() {
    assertThatThrownBy(() -> new Momentum(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid momentum: 1.0: must be ≥ 0 and < 1");
    assertThatThrownBy(() -> new Adam(-0.1, 0.999, 1e-8, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid beta1: -0.1: must be ≥ 0 and < 1");
    assertThatThrownBy(() -> new AmsGrad(0.9, Double.NaN, 1e-8, 0))
        .hasMessage("Invalid beta2: NaN: must be ≥ 0 and < 1");
    assertThatThrownBy(() -> new Lamb(0.9, 0.999, 0, 0))
        .hasMessage("Invalid epsilon: 0.0: must be > 0");
    assertThatThrownBy(() -> new RmsProp(1, 1e-8, 0))
        .hasMessage("Invalid rho: 1.0: must be ≥ 0 and < 1");
    assertThatThrownBy(() -> new AdamW(0.9, 0.999, 1e-8, -1))
        .hasMessage("Invalid weight-decay: -1.0: must be ≥ 0");
    assertThatThrownBy(() -> new NAdam(0.9, 0.999, 1e-8, Double.NaN, 0))
        .hasMessage("Invalid momentum-decay: NaN: must be ≥ 0");
  }
}
