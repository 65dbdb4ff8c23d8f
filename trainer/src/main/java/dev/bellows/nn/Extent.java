package dev.bellows.nn;

import java.io.Serializable;

/**
 * A height and a width in pixels: of a window, of the steps it slides by, of a margin.
 *
 * @param height at least 0
 * @param width at least 0
 */
public record Extent(int height, int width) implements Serializable {
  public Extent {
    if (height < 0 || width < 0) {
      throw new IllegalArgumentException(
          "Invalid height and width: [%d, %d]: must be ≥ 0".formatted(height, width));
    }
  }

  /** As high as wide. */
  public static Extent square(int side) {
    return new Extent(side, side);
  }

  /** As people write it: {@code 5 × 3}. */
  @Override
  public String toString() {
    return height + " × " + width;
  }
}
