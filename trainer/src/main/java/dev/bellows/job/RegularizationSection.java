package dev.bellows.job;

/**
 * Penalties on weights.
 *
 * @param l1 of their absolute values
 * @param l2 of their squares
 */
public record RegularizationSection(double l1, double l2) {}
