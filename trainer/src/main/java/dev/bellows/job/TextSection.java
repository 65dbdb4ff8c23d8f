package dev.bellows.job;

import dev.bellows.data.Tokenizer;

/**
 * A text to learn from.
 *
 * @param column of the texts
 * @param tokens what a token is
 * @param length tokens of a row
 * @param vocabulary token ids at the most
 * @param minCount how often a token must occur to have an id
 * @param lowerCase whether capitals are the same as small letters
 */
public record TextSection(
    String column,
    Tokenizer.Unit tokens,
    int length,
    int vocabulary,
    int minCount,
    boolean lowerCase) {}
