package dev.bellows.job;

/**
 * A bound on the gradient.
 *
 * @param norm the longest a gradient may be; null for no bound
 */
public record ClippingSection(Double norm) {}
