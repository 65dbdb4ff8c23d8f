package dev.bellows.job;

/**
 * A bound on the gradient, of one kind or the other.
 *
 * @param norm the longest a gradient may be; null for no bound
 * @param value the largest a value of it may be; null for no bound
 */
public record ClippingSection(Double norm, Double value) {}
