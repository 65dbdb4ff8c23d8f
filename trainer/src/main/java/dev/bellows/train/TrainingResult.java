package dev.bellows.train;

import dev.bellows.metric.Evaluation;

/**
 * How a run ended.
 *
 * @param end why it ended
 * @param epochs completed
 * @param steps taken
 * @param bestEpoch the epoch whose weights were kept, counted from 0
 * @param validation of the final weights; without rows where nothing is held out
 */
public record TrainingResult(
    End end, int epochs, long steps, int bestEpoch, Evaluation validation) {
  /** Why a run ended. */
  public enum End {
    COMPLETED,
    EARLY_STOPPED,
    CONVERGED,
    MAX_DURATION
  }
}
