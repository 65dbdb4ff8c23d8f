package dev.bellows.optim;

import java.io.Serializable;

/** A way to better weights: an {@link UpdateRule}, or {@link Lbfgs}, which searches along lines. */
public interface Optimizer extends Serializable {
  /** The name, as in a job spec: {@code adam}. */
  String name();

  /** The learning rate to begin with where nobody says one. */
  default double usualLearningRate() {
    return 0.01;
  }

  /** Floats of state a parameter. */
  int stateSlots();

  /** Whether each step takes all rows. */
  default boolean isFullBatch() {
    return false;
  }
}
