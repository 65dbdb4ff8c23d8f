package dev.bellows.job;

import java.time.Duration;

/**
 * How long to train, in which steps.
 *
 * @param batchSize rows of a step, over all shards
 * @param epochs at most so many passes over the data
 * @param earlyStopping when to end before; null for never
 * @param weightAveraging how much of their mean the averaged weights keep in a step; 0 for the
 *     weights themselves
 * @param maxDuration after which no further epoch begins; null for no limit
 * @param threshold from which probability on a row is called positive
 * @param logEvery a line of {@code metrics.jsonl} every so many steps; 0 for one an epoch only
 */
public record TrainingSection(
    int batchSize,
    int epochs,
    EarlyStoppingSection earlyStopping,
    double weightAveraging,
    Duration maxDuration,
    ThresholdSection threshold,
    int logEvery) {}
