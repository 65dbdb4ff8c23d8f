package dev.bellows.job;

import dev.bellows.model.Model;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.Schedule;
import dev.bellows.train.Engine;
import dev.bellows.train.EpochReport;
import dev.bellows.train.Program;
import dev.bellows.train.Trainer;
import dev.bellows.train.TrainingListener;
import dev.bellows.train.TrainingPlan;
import dev.bellows.train.TrainingState;
import java.time.Duration;

/**
 * The training of one {@link BenchCase} by the loop and an engine that users have: permutation,
 * gather, loss and update count.
 */
final class BenchTraining implements AutoCloseable {
  private final BenchCase timed;
  private final Program program;
  private final Engine engine;

  /**
   * @param timed what is trained
   * @param program of {@code timed}
   * @param engine that is closed with this
   */
  BenchTraining(BenchCase timed, Program program, Engine engine) {
    this.timed = timed;
    this.program = program;
    this.engine = engine;
  }

  /** The sha-256 of the weights after one epoch. */
  String firstEpoch() {
    return Model.sha256(train(Duration.ZERO, new Epochs()).parameters());
  }

  /** What one window of time did. */
  record Window(long steps, double seconds, double loss) {
    double microsPerStep() {
      return seconds / steps * 1e6;
    }
  }

  /** Trains from the initial weights on, whole epochs, until {@code duration} has gone by. */
  Window window(Duration duration) {
    Epochs epochs = new Epochs();
    TrainingState state = train(duration, epochs);
    return new Window(state.step(), epochs.seconds, epochs.loss);
  }

  private TrainingState train(Duration duration, Epochs epochs) {
    TrainingPlan plan =
        new TrainingPlan(
            timed.optimizer(),
            timed.optimizer().usualLearningRate(),
            new Schedule.Constant(),
            Regularization.NONE,
            Clipping.NONE,
            0,
            Integer.MAX_VALUE,
            null,
            duration);
    TrainingState state = new TrainingState(program.network(), plan, program.seed());
    new Trainer(program, plan, engine, epochs).train(state);
    return state;
  }

  /** Adds up the time of the epochs, without what lies between them. */
  private static final class Epochs implements TrainingListener {
    private double seconds;
    private double loss;

    @Override
    public void onEpoch(EpochReport report) {
      seconds += report.seconds();
      loss = report.loss();
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
