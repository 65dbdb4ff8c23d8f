package dev.bellows.train;

import dev.bellows.data.DataException;
import dev.bellows.metric.Evaluation;
import dev.bellows.metric.Metric;
import dev.bellows.optim.Lbfgs;
import dev.bellows.optim.Plateau;
import java.time.Duration;

/**
 * The training loop, the same for every engine: take a {@linkplain TrainingStep step} after the
 * other; after each epoch evaluate the held-out rows and see whether to go on.
 */
public final class Trainer {
  private final Program program;
  private final TrainingPlan plan;
  private final Engine engine;
  private final TrainingListener listener;

  public Trainer(Program program, TrainingPlan plan, Engine engine, TrainingListener listener) {
    this.program = program;
    this.plan = plan;
    this.engine = engine;
    this.listener = listener;
  }

  /**
   * Trains until the plan ends. With early stopping, the best weights are in {@code state}
   * afterwards.
   *
   * @throws DivergedException if loss or weights leave the finite numbers; {@code state} holds the
   *     weights before that step or, where its update overflowed, those at the epoch's beginning
   * @throws DataException if the metric of early stopping is not defined on the held-out rows
   */
  public TrainingResult train(TrainingState state) {
    long start = System.nanoTime();
    TrainingResult.End end = TrainingResult.End.COMPLETED;
    Evaluation validation = program.emptyEvaluation();
    int epoch = program.epoch(state.step());
    TrainingStep step = step();
    while (epoch < plan.epochs()) {
      validation = trainEpoch(step, state, epoch);
      epoch++;
      if (isPatienceExhausted(state, epoch - 1, validation)) {
        end = TrainingResult.End.EARLY_STOPPED;
        break;
      }
      if (step.isConverged()) {
        end = TrainingResult.End.CONVERGED;
        break;
      }
      if (plan.maxDuration() != null
          && plan.maxDuration().compareTo(Duration.ofNanos(System.nanoTime() - start)) < 0) {
        end = TrainingResult.End.MAX_DURATION;
        break;
      }
    }
    if (state.bestEpoch() >= 0 && state.bestEpoch() < epoch - 1) {
      state.restoreBest();
      validation = engine.evaluate(state.weights());
    }
    int bestEpoch = state.bestEpoch() >= 0 ? state.bestEpoch() : epoch - 1;
    return new TrainingResult(end, epoch, state.step(), bestEpoch, validation);
  }

  private TrainingStep step() {
    return plan.optimizer() instanceof Lbfgs lbfgs
        ? new LineSearchStep(lbfgs, program, plan, engine, listener)
        : new GradientStep(program, plan, engine, listener);
  }

  private Evaluation trainEpoch(TrainingStep step, TrainingState state, int epoch) {
    long start = System.nanoTime();
    state.beginEpoch();
    double loss = 0;
    double weight = 0;
    long rows = 0;
    long end = (epoch + 1L) * program.stepsPerEpoch();
    while (state.step() < end) {
      StepSum sum = step.take(state, epoch);
      if (sum != null) {
        loss += sum.loss();
        weight += sum.weight();
        rows += sum.rows();
      }
      state.stepTaken();
    }
    double rate = step.learningRate(end - 1, state);
    double seconds = (System.nanoTime() - start) * 1e-9;
    Evaluation validation = engine.evaluate(state.weights());
    listener.onEpoch(
        new EpochReport(epoch, state.step(), loss / weight, rate, rows, seconds, validation));
    watchPlateau(state, loss / weight, validation);
    return validation;
  }

  /** Watches what early stopping watches, or else the loss; that of training if need be. */
  private void watchPlateau(TrainingState state, double trainingLoss, Evaluation validation) {
    Plateau plateau = plan.schedule().plateau();
    if (plateau != null) {
      EarlyStopping stopping = plan.earlyStopping();
      Metric metric = stopping == null ? Metric.LOSS : stopping.metric();
      double value =
          validation.rows() == 0
              ? trainingLoss
              : metric.worsening(0, validation.value(metric)); // the lower the better
      state.plateau(plateau.after(state.plateau(), value));
    }
  }

  private boolean isPatienceExhausted(TrainingState state, int epoch, Evaluation validation) {
    EarlyStopping stopping = plan.earlyStopping();
    if (stopping == null) {
      return false;
    }
    double value = validation.value(stopping.metric());
    if (Double.isNaN(value) && state.bestEpoch() < 0) {
      throw new DataException(
          "Cannot stop early by %s: it is not defined on the %d held-out rows, as where there is none or only one class; hold out more rows, or name another metric"
              .formatted(stopping.metric().label(), validation.rows()));
    }
    if (state.bestEpoch() < 0
        || stopping.metric().isBetter(value, state.bestValue(), stopping.minDelta())) {
      state.keepBest(epoch, value);
    }
    return epoch - state.bestEpoch() >= stopping.patience();
  }
}
