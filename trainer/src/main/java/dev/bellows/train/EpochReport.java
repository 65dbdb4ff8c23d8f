package dev.bellows.train;

import dev.bellows.metric.Evaluation;

/**
 * What an epoch did.
 *
 * @param epoch counted from 0
 * @param steps taken so far in the whole run
 * @param loss the weighted mean over the epoch's training rows, each with the weights of its step
 * @param learningRate of the last step
 * @param rows trained on in this epoch
 * @param seconds of training in this epoch, without evaluation
 * @param validation of the held-out rows; without rows where nothing is held out
 */
public record EpochReport(
    int epoch,
    long steps,
    double loss,
    double learningRate,
    long rows,
    double seconds,
    Evaluation validation) {}
