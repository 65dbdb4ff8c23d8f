package dev.bellows.data;

import java.io.Serializable;

/** What the inputs of a row are made of. */
public sealed interface InputSpec extends Serializable {
  /**
   * The feature columns: numbers, and an input for each category.
   *
   * @param shape of a row where all inputs together are an image or a sequence, in natural order of
   *     their names; null for what the source says, or a plain row
   */
  record Table(Shape shape) implements InputSpec {}

  /** Feature columns in a plain row, unless the source says more. */
  static InputSpec table() {
    return new Table(null);
  }
}
