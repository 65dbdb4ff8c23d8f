package dev.bellows.job;

import dev.bellows.nn.Activation;
import dev.bellows.nn.Initializer;

/**
 * A fully connected layer.
 *
 * @param units null in a last layer whose width follows from the label
 * @param activation one for all units, or one for each
 * @param initializer null for He's where the activation is a rectifier, Glorot's elsewhere
 */
public record DenseSection(Integer units, Activation activation, Initializer initializer) {}
