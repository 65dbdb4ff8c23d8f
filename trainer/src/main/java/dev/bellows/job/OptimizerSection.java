package dev.bellows.job;

/**
 * The update rule. A constant that is not given has the field's default.
 *
 * @param name which one
 * @param learningRate before the schedule; default 0.001 for Adam, 0.01 for the others
 * @param momentum for {@code momentum} and {@code nesterov}; null elsewhere
 * @param beta1 for {@code adam}; null elsewhere
 * @param beta2 for {@code adam}; null elsewhere
 * @param epsilon for {@code adam}; null elsewhere
 */
public record OptimizerSection(
    Name name, Double learningRate, Double momentum, Double beta1, Double beta2, Double epsilon) {
  public OptimizerSection {
    if (learningRate == null) {
      learningRate = name == Name.ADAM ? 0.001 : 0.01;
    }
  }

  /** The optimisers, by their names in a spec. */
  public enum Name {
    SGD,
    MOMENTUM,
    NESTEROV,
    ADAM
  }
}
