package dev.bellows.round;

import java.time.Duration;

/**
 * How long rounds last and what is waited for.
 *
 * @param stepTimeout how long a step may take, or the first member to come, before the run ends
 * @param grace how long a round waits for more members once there is one
 * @param mostSteps of a round
 * @param longest that a round lasts
 * @param mostLosses one after the other, without a step between them
 */
public record RoundSettings(
    Duration stepTimeout, Duration grace, int mostSteps, Duration longest, int mostLosses) {
  /** What suits most clusters. */
  public static RoundSettings defaults() {
    return new RoundSettings(
        Duration.ofMinutes(10), Duration.ofSeconds(3), 5000, Duration.ofMinutes(10), 5);
  }
}
