package dev.bellows.job;

/**
 * What a step of rounds takes beside the arithmetic.
 *
 * @param executors that compute, of one core each
 * @param parameters of the network
 * @param millis of the windows of time
 */
record CostPoint(int executors, int parameters, Quartiles millis) {}
