package dev.bellows.job;

/**
 * What keeps weights small.
 *
 * @param l1 of their absolute values
 * @param l2 of their squares
 * @param maxNorm the longest that the weights of a unit may be; null for no bound
 */
public record RegularizationSection(double l1, double l2, Double maxNorm) {}
