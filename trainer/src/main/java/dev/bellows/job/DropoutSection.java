package dev.bellows.job;

/**
 * Zeros at random while training.
 *
 * @param rate the probability of a zero
 */
public record DropoutSection(double rate) {}
