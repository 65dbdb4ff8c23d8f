package dev.bellows.train;

import dev.bellows.optim.Clipping;
import dev.bellows.optim.Lbfgs;
import dev.bellows.optim.Optimizer;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.Schedule;
import java.time.Duration;

/**
 * How a network is trained: everything the driver decides, apart from network, loss and data.
 *
 * @param optimizer the update rule
 * @param learningRate before the schedule, above 0
 * @param schedule a factor a step
 * @param regularization of the weights
 * @param clipping of the gradient
 * @param averaging how much of their mean the averaged weights keep in a step, in [0, 1): the mean
 *     is what is evaluated and kept (Polyak and Juditsky, 1992); 0 for the weights themselves
 * @param epochs passes over the data, at least 1
 * @param earlyStopping when to stop before; null for never
 * @param maxDuration after which no further epoch begins; null for no limit
 */
public record TrainingPlan(
    Optimizer optimizer,
    double learningRate,
    Schedule schedule,
    Regularization regularization,
    Clipping clipping,
    double averaging,
    int epochs,
    EarlyStopping earlyStopping,
    Duration maxDuration) {
  public TrainingPlan {
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "Invalid learning-rate: %s: must be > 0".formatted(learningRate));
    }
    if (!(averaging >= 0 && averaging < 1)) {
      throw new IllegalArgumentException(
          "Invalid averaging: %s: must be ≥ 0 and < 1".formatted(averaging));
    }
    boolean isPlain =
        schedule instanceof Schedule.Constant
            && clipping.equals(Clipping.NONE)
            && averaging == 0
            && regularization.l1() == 0
            && !regularization.isBounded();
    if (optimizer instanceof Lbfgs && !isPlain) {
      throw new IllegalArgumentException(
          "Invalid plan: lbfgs minimises a smooth sum over rows by line searches; it takes l2, but no schedule, clipping, averaging, l1 or max-norm");
    }
    if (epochs < 1) {
      throw new IllegalArgumentException("Invalid epochs: %d: must be ≥ 1".formatted(epochs));
    }
  }

  /** The optimiser alone: nothing that bends, bounds, averages or ends its way. */
  public TrainingPlan(Optimizer optimizer, double learningRate, int epochs) {
    this(
        optimizer,
        learningRate,
        new Schedule.Constant(),
        Regularization.NONE,
        Clipping.NONE,
        0,
        epochs,
        null,
        null);
  }
}
