package dev.bellows.job;

import dev.bellows.data.PreprocessingSpec.MissingCategory;
import dev.bellows.data.PreprocessingSpec.Strategy;

/**
 * What stands in for a missing value.
 *
 * @param strategy for a number
 * @param constant the number for {@code strategy: constant}; null elsewhere
 * @param indicator whether one more input says that a number was missing
 * @param category what a missing text becomes
 */
public record MissingSection(
    Strategy strategy, Double constant, boolean indicator, MissingCategory category) {}
