package dev.bellows.train;

/** Hears of every step and epoch, on the training thread. */
public interface TrainingListener {
  /** A listener that does nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /** After a step's update. */
  default void onStep(StepReport report) {}

  /** After an epoch's evaluation. */
  default void onEpoch(EpochReport report) {}
}
