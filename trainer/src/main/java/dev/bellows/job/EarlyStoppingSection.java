package dev.bellows.job;

import dev.bellows.metric.Metric;

/**
 * When to end before the last epoch; the best weights are kept.
 *
 * @param metric of the held-out rows
 * @param patience epochs without improvement
 * @param minDelta what counts as an improvement
 */
public record EarlyStoppingSection(Metric metric, int patience, double minDelta) {}
