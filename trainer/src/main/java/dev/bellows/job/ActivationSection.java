package dev.bellows.job;

/**
 * What a layer applies to its sums.
 *
 * @param name which one
 * @param negativeSlope of a leaky ReLU; null for the others
 */
public record ActivationSection(Name name, Double negativeSlope) {

  /** The activations, by their names in a spec. */
  public enum Name {
    IDENTITY,
    RELU,
    LEAKY_RELU,
    SIGMOID,
    TANH,
    SOFTMAX
  }
}
