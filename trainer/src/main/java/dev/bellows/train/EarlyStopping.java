package dev.bellows.train;

import dev.bellows.metric.Metric;

/**
 * Ends training when a metric of the held-out rows has not improved for some epochs; the best
 * weights are restored.
 *
 * @param metric which one; it knows whether higher or lower is better
 * @param patience epochs without improvement, at least 1
 * @param minDelta what counts as an improvement, at least 0
 */
public record EarlyStopping(Metric metric, int patience, double minDelta) {
  public EarlyStopping {
    if (patience < 1) {
      throw new IllegalArgumentException("Invalid patience: %d: must be ≥ 1".formatted(patience));
    }
    if (!(minDelta >= 0)) {
      throw new IllegalArgumentException("Invalid min-delta: %s: must be ≥ 0".formatted(minDelta));
    }
  }
}
