package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.metric.Metric;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Plateau;
import dev.bellows.optim.Regularization;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** A learning rate that falls when training no longer gets better. */
class PlateauTest {
  private static final int EPOCHS = 40;
  private static final Plateau PLATEAU = new Plateau(0.5, 2, 0.001, 0.01);

  @Test
  void watchesTheLossOfTheHeldOutRows() {
    assertRatesFollow(train(null, 30), report -> report.validation().value(Metric.LOSS));
  }

  @Test
  void watchesTheMetricOfEarlyStopping() {
    assertRatesFollow(
        train(new EarlyStopping(Metric.ACCURACY, EPOCHS, 0), 30),
        report -> -report.validation().value(Metric.ACCURACY));
  }

  @Test
  void watchesTheLossOfTrainingWhereNothingIsHeldOut() {
    assertRatesFollow(train(null, 0), EpochReport::loss);
  }

  private static void assertRatesFollow(
      List<EpochReport> reports, ToDoubleFunction<EpochReport> watched) {
    Plateau.State state = Plateau.State.INITIAL;
    for (EpochReport report : reports) {
      assertThat(report.learningRate()).isEqualTo(state.factor());
      state = PLATEAU.after(state, watched.applyAsDouble(report));
    }
    assertThat(state.factor()).isBetween(0.01, 0.5);
  }

  private static List<EpochReport> train(EarlyStopping stopping, int heldOut) {
    TrainingPlan plan =
        new TrainingPlan(
            Optimizers.sgd(),
            1,
            PLATEAU,
            Regularization.NONE,
            Clipping.NONE,
            0,
            EPOCHS,
            stopping,
            null);
    List<EpochReport> reports = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onEpoch(EpochReport report) {
            reports.add(report);
          }
        };
    TrainingState state = new TrainingState(NoisyClasses.NETWORK, plan, 1);
    NoisyClasses.train(state, plan, listener, 1, heldOut);
    return reports;
  }
}
