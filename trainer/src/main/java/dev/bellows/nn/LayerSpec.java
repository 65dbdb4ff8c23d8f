package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.io.Serializable;

/**
 * A layer as people write it down: sizes and options, without the shape of its inputs. A record
 * whose components are the layer's fields in a job spec and in a model file.
 */
public interface LayerSpec extends Serializable {
  /** The field's name of the layer: {@code dense}. */
  String name();

  /** The layer in a few words: its name, and what else people look for in a list. */
  default String summary() {
    return name();
  }

  /** Whether a row's outputs depend, while training, on the other rows of its slice. */
  default boolean mixesRows() {
    return false;
  }

  /** Whether training draws random numbers in it. */
  default boolean isRandom() {
    return false;
  }

  /**
   * The layer for rows of shape {@code input}.
   *
   * @throws IllegalArgumentException if it does not take such rows, or a field is missing or wrong;
   *     the message says what it got and what it needs
   */
  Layer build(Shape input);
}
