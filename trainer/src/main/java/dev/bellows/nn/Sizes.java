package dev.bellows.nn;

import dev.bellows.data.Shape;

/** Checks of what layers are built from. */
final class Sizes {
  private Sizes() {}

  /**
   * {@code value}, if it is there and large enough.
   *
   * @throws IllegalArgumentException if not; it names the field
   */
  static int atLeast(int least, String field, Integer value) {
    if (value == null || value < least) {
      throw new IllegalArgumentException(
          "Invalid %s: %s: must be ≥ %d".formatted(field, value, least));
    }
    return value;
  }

  /**
   * Checks {@code value} if it is there.
   *
   * @throws IllegalArgumentException if it is too small; it names the field
   */
  static void checkAtLeast(int least, String field, Integer value) {
    if (value != null) {
      atLeast(least, field, value);
    }
  }

  /**
   * Checks that rows are sequences of vectors.
   *
   * @throws IllegalArgumentException if not
   */
  static void checkSequence(Shape input) {
    if (input.rank() != 2) {
      throw new IllegalArgumentException(
          "it got rows of %s: it takes sequences, steps × features".formatted(input));
    }
  }

  /**
   * Checks that rows are no images.
   *
   * @param wayOut what is taken instead
   * @throws IllegalArgumentException if they are
   */
  static void checkNoImage(Shape input, String wayOut) {
    if (input.rank() > 2) {
      throw new IllegalArgumentException("it got the image %s: %s".formatted(input, wayOut));
    }
  }
}
