package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.io.Serializable;

/**
 * Where windows lie that slide over an image.
 *
 * @param vertical along its height
 * @param horizontal along its width
 */
record Windows(Axis vertical, Axis horizontal) implements Serializable {
  /**
   * One direction: window {@code i} covers the pixels from {@code i · stride − before} on.
   *
   * @param pixels of the image
   * @param size pixels of a window
   * @param stride pixels from one window to the next
   * @param before pixels of margin before the first
   * @param count windows
   */
  record Axis(int pixels, int size, int stride, int before, int count) implements Serializable {
    /** The pixel at place {@code tap} of window {@code i}; outside the image in the margin. */
    int pixel(int i, int tap) {
      return i * stride + tap - before;
    }

    /** Pixels that windows cover, those of the margin among them. */
    int reach() {
      return (count - 1) * stride + size;
    }

    /** The pixel of the image next to {@code pixel}. */
    int nearest(int pixel) {
      return Math.max(0, Math.min(pixels - 1, pixel));
    }

    /** The first window whose place {@code tap} lies in the image. */
    int first(int tap) {
      return Math.min(count, Math.max(0, ceiling(before - tap)));
    }

    /** The first window after that whose place {@code tap} does not lie in the image. */
    int end(int tap) {
      return Math.max(first(tap), Math.min(count, ceiling(pixels + before - tap)));
    }

    private int ceiling(int distance) {
      return -Math.floorDiv(-distance, stride);
    }

    private static Axis of(int pixels, int size, int stride, boolean same, int margin) {
      if (!same) {
        int room = pixels + 2 * margin - size;
        return new Axis(pixels, size, stride, margin, room < 0 ? 0 : room / stride + 1);
      }
      int count = -Math.floorDiv(-pixels, stride);
      int before = Math.max(0, (count - 1) * stride + size - pixels) / 2;
      return new Axis(pixels, size, stride, before, count);
    }
  }

  /**
   * Windows over images of shape {@code input}.
   *
   * @param what the windows are called in a message: {@code kernel}
   * @throws IllegalArgumentException if there are no images, or no window fits
   */
  static Windows of(Shape input, String what, Extent size, Extent stride, Padding padding) {
    checkImage(input);
    checkPositive(what, size);
    checkPositive("stride", stride);
    boolean same = padding.isSame();
    Extent margin = same ? Extent.square(0) : padding.margin();
    Windows windows =
        new Windows(
            Axis.of(input.dimension(1), size.height(), stride.height(), same, margin.height()),
            Axis.of(input.dimension(2), size.width(), stride.width(), same, margin.width()));
    if (windows.count() == 0) {
      throw new IllegalArgumentException(
          "Invalid %s: %s: does not fit into %s × %s pixels with padding %s; take a smaller one, or padding: same"
              .formatted(what, size, input.dimension(1), input.dimension(2), padding));
    }
    return windows;
  }

  /**
   * @throws IllegalArgumentException if a row is not an image
   */
  static void checkImage(Shape input) {
    if (input.rank() != 3) {
      throw new IllegalArgumentException(
          "it gets rows of %s and needs images, channels × height × width".formatted(input));
    }
  }

  private static void checkPositive(String what, Extent extent) {
    if (extent == null) {
      throw new IllegalArgumentException("Missing %s: a number of pixels".formatted(what));
    }
    if (extent.height() < 1 || extent.width() < 1) {
      throw new IllegalArgumentException("Invalid %s: %s: must be ≥ 1".formatted(what, extent));
    }
  }

  /** How many there are in an image. */
  int count() {
    return vertical.count() * horizontal.count();
  }

  /** The shape of what has one pixel for each window. */
  Shape shape(int channels) {
    return Shape.of(channels, vertical.count(), horizontal.count());
  }
}
