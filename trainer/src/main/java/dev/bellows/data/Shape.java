package dev.bellows.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of one row on its way through a network, outermost dimension first; its numbers lie
 * row-major, one row after the other.
 *
 * <pre>
 * [features]                   a table's row
 * [channels, height, width]    an image
 * [steps, features]            a sequence of vectors
 * [steps]                      a sequence of token ids, before its embedding
 * </pre>
 *
 * @param dimensions each at least 1
 */
public record Shape(List<Integer> dimensions) implements Serializable {
  /**
   * @throws IllegalArgumentException if there is no dimension, one is below 1, or a row has more
   *     floats than an array can
   */
  public Shape {
    dimensions = List.copyOf(dimensions);
    if (dimensions.isEmpty() || dimensions.stream().anyMatch(dimension -> dimension < 1)) {
      throw new IllegalArgumentException(
          "Invalid shape: %s: dimensions must be ≥ 1".formatted(dimensions));
    }
    if (dimensions.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b)
        > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Invalid shape: %s: a row has more than %,d numbers"
              .formatted(dimensions, Integer.MAX_VALUE));
    }
  }

  /** A shape of these dimensions. */
  public static Shape of(int... dimensions) {
    return new Shape(Arrays.stream(dimensions).boxed().toList());
  }

  /** How many dimensions there are. */
  public int rank() {
    return dimensions.size();
  }

  /** One dimension, counted from 0. */
  public int dimension(int index) {
    return dimensions.get(index);
  }

  /** The last dimension. */
  public int last() {
    return dimensions.get(dimensions.size() - 1);
  }

  /** The same shape with another last dimension. */
  public Shape withLast(int last) {
    List<Integer> changed = new ArrayList<>(dimensions);
    changed.set(changed.size() - 1, last);
    return new Shape(changed);
  }

  /** Floats of a row. */
  public int size() {
    int size = 1;
    for (int i = 0; i < dimensions.size(); i++) { // no stream: asked for in every pass
      size *= dimensions.get(i);
    }
    return size;
  }

  /** As people write it: {@code 1 × 28 × 28}. */
  @Override
  public String toString() {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining(" × "));
  }
}
