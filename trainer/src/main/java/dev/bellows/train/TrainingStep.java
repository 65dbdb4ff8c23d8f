package dev.bellows.train;

/** How a step is taken, which the training loop leaves to the kind of optimiser. */
interface TrainingStep {
  /**
   * Takes the step that {@code state} says, and reports it; a mini-batch without rows or without
   * weight changes nothing.
   *
   * @return the sums at the weights before the step; null where there were no rows
   * @throws DivergedException if loss or weights leave the finite numbers
   */
  StepSum take(TrainingState state, int epoch);

  /** The learning rate of {@code step}, counted from 0, as things stand. */
  double learningRate(long step, TrainingState state);

  /** Whether the last step found that there is nothing left to gain. */
  default boolean isConverged() {
    return false;
  }
}
