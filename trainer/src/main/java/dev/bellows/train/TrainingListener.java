package dev.bellows.train;

/** Hears of every step and epoch, on the training thread. */
public interface TrainingListener {
  /** A listener that does nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /** After a step's update. */
  default void onStep(StepReport report) {}

  /** After an epoch's evaluation. */
  default void onEpoch(EpochReport report) {}

  /** A listener that tells {@code first}, then {@code second}. */
  static TrainingListener both(TrainingListener first, TrainingListener second) {
    return new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        first.onStep(report);
        second.onStep(report);
      }

      @Override
      public void onEpoch(EpochReport report) {
        first.onEpoch(report);
        second.onEpoch(report);
      }
    };
  }
}
