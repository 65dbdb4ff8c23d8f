package dev.bellows.train;

import java.util.List;

/**
 * What a step did.
 *
 * @param step counted from 0 over the whole run
 * @param epoch counted from 0
 * @param loss the weighted mean over the step's rows, without penalties
 * @param gradientNorm penalties included, before clipping
 * @param learningRate of the step
 * @param rows of the mini-batch
 * @param computeNanos thread time in the kernel, divided by the number of shards computed at once
 * @param waitNanos what else went by until the sum was there: dispatch, exchange, stragglers
 * @param updateNanos for penalties, norm, clipping and optimiser
 * @param executors what each did, where there are any
 */
public record StepReport(
    long step,
    int epoch,
    double loss,
    double gradientNorm,
    double learningRate,
    long rows,
    long computeNanos,
    long waitNanos,
    long updateNanos,
    List<ExecutorReport> executors) {}
