package dev.bellows.nn;

import java.io.Serializable;
import java.util.List;

/**
 * A block of numbers that a layer collects while training and reads in inference, like the running
 * mean of batch normalisation: {@code running ← (1 − momentum) · running + momentum · batch}, where
 * {@code batch} is the mean over a step's slices, by rows.
 *
 * @param name the field's name, as a model file has it: {@code running-mean}
 * @param shape row-major
 * @param initial value before the first step
 * @param momentum weight of the newest step, in [0, 1]
 */
public record Statistic(String name, List<Integer> shape, float initial, double momentum)
    implements Serializable {
  public Statistic {
    shape = List.copyOf(shape);
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "Invalid momentum: %s: must be ≥ 0 and ≤ 1".formatted(momentum));
    }
  }

  /** The same under another name. */
  Statistic named(String name) {
    return new Statistic(name, shape, initial, momentum);
  }

  /** Floats in the block. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
