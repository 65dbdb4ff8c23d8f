package dev.bellows.job;

/**
 * A layer: exactly one of these is given.
 *
 * @param dense a fully connected layer, or null
 * @param dropout zeros at random, or null
 */
public record LayerSection(DenseSection dense, DropoutSection dropout) {}
