package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.DataException;
import dev.bellows.metric.Metric;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.Schedule;
import dev.bellows.optim.WarmUp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When training ends, and with which weights. */
class TrainerTest {
  private static final int STEPS = NoisyClasses.STEPS;

  @Test
  void earlyStoppingRestoresTheWeightsOfTheBestEpoch() {
    TrainingState stopped = state();
    TrainingResult result =
        train(stopped, plan(0.5, 400, new EarlyStopping(Metric.LOSS, 3, 0), null), 1);

    assertThat(result.end()).isEqualTo(TrainingResult.End.EARLY_STOPPED);
    assertThat(result.epochs()).isEqualTo(result.bestEpoch() + 1 + 3).isLessThan(400);
    assertThat(result.steps()).isEqualTo((long) result.epochs() * STEPS);

    TrainingState best = state();
    TrainingResult again = train(best, plan(0.5, result.bestEpoch() + 1, null, null), 1);
    assertThat(stopped.parameters()).containsExactly(best.parameters());
    assertThat(result.validation().values()).isEqualTo(again.validation().values());
  }

  @Test
  void aSmallImprovementDoesNotCount() {
    TrainingResult result =
        train(state(), plan(0.01, 50, new EarlyStopping(Metric.LOSS, 2, 10), null), 1);

    assertThat(result.bestEpoch()).isZero();
    assertThat(result.epochs()).isEqualTo(3);
  }

  @Test
  void noEpochBeginsAfterTheLongestDuration() {
    TrainingResult result = train(state(), plan(0.01, 50, null, Duration.ZERO), 1);

    assertThat(result.end()).isEqualTo(TrainingResult.End.MAX_DURATION);
    assertThat(result.epochs()).isEqualTo(1);
  }

  @Test
  void aMetricThatIsNotDefinedCannotStopTraining() {
    assertThatThrownBy(
            () -> train(state(), plan(0.01, 5, new EarlyStopping(Metric.AUC, 2, 0), null), 1, 0))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot stop early by auc: it is not defined on the 0 held-out rows, as where there is none or only one class; hold out more rows, or name another metric");
  }

  @Test
  void anOverflowEndsTrainingWithFiniteWeights() {
    TrainingState state = state();

    assertThatThrownBy(() -> train(state, plan(1e38, 5, null, null), 1))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith("Training diverged at step ")
        .hasMessageContaining("learning-rate below 1.00e+38")
        .hasMessageContaining("clipping: {norm: 1}")
        .hasMessageContaining("0.dense.weight: norm of the weights ")
        .hasMessageContaining("1.dense.bias: norm of the weights ");
    assertFinite(state);
  }

  @Test
  void theAdviceNamesTheLearningRateOfTheJobAndNothingThatIsDoneAlready() {
    TrainingPlan plan =
        new TrainingPlan(
            Optimizers.sgd(),
            3e38,
            new WarmUp(0.5, new Schedule.Constant()),
            Regularization.NONE,
            Clipping.norm(1e6),
            0,
            5,
            null,
            null);
    assertThatThrownBy(() -> train(state(), plan, 1))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("Try a learning-rate below 3.00e+38, or scaling: standardize.")
        .hasMessageNotContaining("clipping");
  }

  @Test
  void aLossThatIsNoNumberEndsTrainingBeforeAnyWeightChanges() {
    TrainingState state = state();
    float[] before = state.parameters().clone();

    assertThatThrownBy(() -> train(state, plan(0.01, 5, null, null), Float.NaN))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith("Training diverged at step 0: the loss is NaN");
    assertThat(state.parameters()).containsExactly(before);
  }

  @Test
  void aMiniBatchWithoutWeightChangesNothing() {
    TrainingState state = state();
    float[] before = state.parameters().clone();
    TrainingResult result = train(state, plan(0.1, 1, null, null), 0);

    assertThat(result.steps()).isEqualTo(STEPS);
    assertThat(state.parameters()).containsExactly(before);
  }

  private static void assertFinite(TrainingState state) {
    for (float parameter : state.parameters()) {
      assertThat(parameter).isFinite();
    }
  }

  private static TrainingState state() {
    return new TrainingState(NoisyClasses.NETWORK, new TrainingPlan(Optimizers.sgd(), 1, 1), 1);
  }

  private static TrainingPlan plan(
      double learningRate, int epochs, EarlyStopping stopping, Duration longest) {
    return new TrainingPlan(
        Optimizers.sgd(),
        learningRate,
        new Schedule.Constant(),
        Regularization.NONE,
        Clipping.NONE,
        0,
        epochs,
        stopping,
        longest);
  }

  private static TrainingResult train(TrainingState state, TrainingPlan plan, float weight) {
    return train(state, plan, weight, 30);
  }

  private static TrainingResult train(
      TrainingState state, TrainingPlan plan, float weight, int heldOut) {
    return NoisyClasses.train(state, plan, TrainingListener.NONE, weight, heldOut);
  }
}
