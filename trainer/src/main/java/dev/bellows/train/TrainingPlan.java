package dev.bellows.train;

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
 * @param regularization added to the mean gradient
 * @param clipNorm the largest norm a gradient may have, above 0; infinity for no limit
 * @param epochs passes over the data, at least 1
 * @param earlyStopping when to stop before; null for never
 * @param maxDuration after which no further epoch begins; null for no limit
 */
public record TrainingPlan(
    Optimizer optimizer,
    double learningRate,
    Schedule schedule,
    Regularization regularization,
    double clipNorm,
    int epochs,
    EarlyStopping earlyStopping,
    Duration maxDuration) {
  public TrainingPlan {
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "Invalid learning-rate: %s: must be > 0".formatted(learningRate));
    }
    if (!(clipNorm > 0)) {
      throw new IllegalArgumentException("Invalid clip norm: %s: must be > 0".formatted(clipNorm));
    }
    if (epochs < 1) {
      throw new IllegalArgumentException("Invalid epochs: %d: must be ≥ 1".formatted(epochs));
    }
  }
}
