package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.metric.Metric;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.Schedule;
import org.junit.jupiter.api.Test;

/** Averaged weights, and weights with a bound, as training leaves them. */
class WeightBoundsTest {
  private static final double AVERAGING = 0.6;

  @Test
  void averagedWeightsAreEvaluatedAndKept() {
    TrainingPlan plan = plan(Regularization.NONE, AVERAGING, null);
    TrainingState state = new TrainingState(NoisyClasses.NETWORK, plan, 1);
    float[] mean = state.parameters().clone();
    TrainingListener averaging =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            double taken = report.step() + 1.0;
            double kept = Math.min(AVERAGING, (1 + taken) / (10 + taken));
            for (int i = 0; i < mean.length; i++) {
              mean[i] = (float) (kept * mean[i] + (1 - kept) * state.parameters()[i]);
            }
          }
        };
    TrainingResult result = NoisyClasses.train(state, plan, averaging);

    assertThat(state.weights()).usingComparatorWithPrecision(1e-5f).containsExactly(mean);
    assertThat(result.validation().values())
        .isEqualTo(NoisyClasses.evaluate(state.weights()).values())
        .isNotEqualTo(NoisyClasses.evaluate(state.parameters()).values());
  }

  @Test
  void averagingDoesNotChangeTheWeightsThatAreTrained() {
    TrainingState plain = trained(plan(Regularization.NONE, 0, null));
    TrainingState averaged = trained(plan(Regularization.NONE, AVERAGING, null));
    assertThat(averaged.parameters()).containsExactly(plain.parameters());
    assertThat(plain.weights()).isSameAs(plain.parameters());
  }

  @Test
  void earlyStoppingRestoresTheBestAverage() {
    EarlyStopping stopping = new EarlyStopping(Metric.LOSS, 3, 0);
    TrainingPlan plan = plan(Regularization.NONE, AVERAGING, stopping);
    TrainingState state = new TrainingState(NoisyClasses.NETWORK, plan, 1);
    TrainingResult result = NoisyClasses.train(state, plan);

    assertThat(result.end()).isEqualTo(TrainingResult.End.EARLY_STOPPED);
    TrainingPlan shorter =
        new TrainingPlan(
            plan.optimizer(),
            plan.learningRate(),
            plan.schedule(),
            plan.regularization(),
            plan.clipping(),
            AVERAGING,
            result.bestEpoch() + 1,
            null,
            null);
    assertThat(state.weights()).containsExactly(trained(shorter).weights());
  }

  @Test
  void noUnitsWeightsAreLongerThanTheBound() {
    float[] free = trained(plan(Regularization.NONE, 0, null)).parameters();
    float[] bounded = trained(plan(new Regularization(0, 0, 0.7), 0, null)).parameters();
    boolean reached = false;
    for (int unit = 0; unit < 16; unit++) {
      double norm = norm(bounded, 3 * unit, 3);
      assertThat(norm).isLessThanOrEqualTo(0.7 + 1e-6);
      reached |= norm > 0.7 - 1e-6;
    }
    assertThat(reached).isTrue();
    int last = 3 * 16 + 16;
    assertThat(norm(bounded, last, 16)).isLessThanOrEqualTo(0.7 + 1e-6);
    assertThat(norm(free, last, 16)).isGreaterThan(0.75);
  }

  private static double norm(float[] weights, int from, int length) {
    double squares = 0;
    for (int i = from; i < from + length; i++) {
      squares += (double) weights[i] * weights[i];
    }
    return Math.sqrt(squares);
  }

  private static TrainingState trained(TrainingPlan plan) {
    TrainingState state = new TrainingState(NoisyClasses.NETWORK, plan, 1);
    NoisyClasses.train(state, plan);
    return state;
  }

  private static TrainingPlan plan(
      Regularization regularization, double averaging, EarlyStopping stopping) {
    return new TrainingPlan(
        Optimizers.sgd(),
        0.5,
        new Schedule.Constant(),
        regularization,
        Clipping.NONE,
        averaging,
        stopping == null ? 20 : 400,
        stopping,
        null);
  }
}
