package dev.bellows.optim;

import java.io.Serializable;

/**
 * A rule that turns a mean gradient into new weights. It keeps nothing: its state is {@code
 * stateSlots} floats a parameter, all zero before step 1, slot {@code s} of parameter {@code i} at
 * {@code s · parameters + i}. Each parameter is updated from its own numbers alone, so any split
 * into ranges gives the same bits.
 */
public interface Optimizer extends Serializable {
  /** The name, as in a job spec: {@code adam}. */
  String name();

  /** The learning rate to begin with where nobody says one. */
  default double usualLearningRate() {
    return 0.01;
  }

  /** Floats of state a parameter. */
  int stateSlots();

  /**
   * Updates the parameters {@code from … to − 1}.
   *
   * @param step of this update, counted from 1
   * @param learningRate of this step, from the schedule
   * @param parameters {@code n}, updated
   * @param gradient {@code n}, of the mean loss
   * @param state {@code stateSlots · n}, updated
   */
  void update(
      long step,
      double learningRate,
      float[] parameters,
      float[] gradient,
      float[] state,
      int from,
      int to);
}
