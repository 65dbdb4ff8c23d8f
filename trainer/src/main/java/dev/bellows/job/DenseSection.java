package dev.bellows.job;

import java.util.List;

/**
 * A fully connected layer.
 *
 * @param units null in a last layer whose width follows from the label
 * @param activation one for all units, or one for each
 * @param initializer null for He's where the activation is a rectifier, Glorot's elsewhere
 */
public record DenseSection(
    Integer units, List<ActivationSection> activation, InitializerSection initializer) {
  public DenseSection {
    activation = List.copyOf(activation);
  }

  /** Whether each unit has an activation of its own. */
  boolean isPerUnit() {
    return activation.size() > 1;
  }
}
