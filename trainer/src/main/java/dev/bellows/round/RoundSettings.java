package dev.bellows.round;

import java.time.Duration;

/**
 * How long rounds last and what is waited for. None of it decides a bit.
 *
 * @param stepTimeout how long a step may take, or a first executor to come, to a round or to what
 *     is done between rounds, before the run ends
 * @param grace how long a round that could begin waits for more executors
 * @param longest how long a round lasts; the next one sees the cluster anew, and Spark counts its
 *     tasks' failures anew
 * @param mostLosses rounds that may be lost in a row, without a step between them; and how often
 *     the source may fail to give a lost shard again
 */
public record RoundSettings(
    Duration stepTimeout, Duration grace, Duration longest, int mostLosses) {
  public RoundSettings {
    if (mostLosses < 0) {
      throw new IllegalArgumentException("Invalid losses: %d: must be ≥ 0".formatted(mostLosses));
    }
  }

  /** What suits most clusters. */
  public static RoundSettings defaults() {
    return new RoundSettings(
        Duration.ofMinutes(10), Duration.ofSeconds(3), Duration.ofMinutes(10), 5);
  }

  /** The same with another time for a step, and a grace that ends well before it. */
  public RoundSettings withStepTimeout(Duration changed) {
    Duration half = changed.dividedBy(2);
    return new RoundSettings(
        changed, grace.compareTo(half) < 0 ? grace : half, longest, mostLosses);
  }

  /** The same with rounds of another length. */
  public RoundSettings withLongest(Duration changed) {
    return new RoundSettings(stepTimeout, grace, changed, mostLosses);
  }
}
