package dev.bellows.train;

/**
 * What one executor did in a step.
 *
 * @param executor Spark's name for it
 * @param host of its machine
 * @param computeNanos from the command to the last sum that it sent
 * @param waitNanos before that, since it sent the last sum of the command before
 * @param received bytes of parameters; none where they are passed by reference
 * @param sent bytes of gradients
 */
public record ExecutorReport(
    String executor, String host, long computeNanos, long waitNanos, long received, long sent) {}
