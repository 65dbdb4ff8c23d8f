package dev.bellows.nn;

import java.io.Serializable;
import java.util.List;

/**
 * A block of a layer's parameters, as a model file names it.
 *
 * @param name the field's name: {@code weight}, {@code bias}
 * @param shape row-major, {@code [units, inputs]} for a dense layer's weight
 * @param penalty whether what keeps weights small applies
 */
public record Parameter(String name, List<Integer> shape, Penalty penalty) implements Serializable {
  /**
   * Whether L1, L2, decoupled weight decay and max-norm apply to a block: to weights, as a rule,
   * and not to biases.
   */
  public enum Penalty {
    PENALIZED,
    FREE
  }

  /** Floats in the block. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
