package dev.bellows.nn;

import java.io.Serializable;

/**
 * The margin around an image in which windows may begin and end.
 *
 * @param margin above and below, and left and right; null for as much as gives one window for each
 *     stride of pixels, {@code ⌈size / stride⌉}, the odd pixel below and to the right
 */
public record Padding(Extent margin) implements Serializable {
  /** No margin. */
  public static final Padding VALID = new Padding(Extent.square(0));

  /** With a stride of 1, as many windows as pixels. */
  public static final Padding SAME = new Padding(null);

  boolean isSame() {
    return margin == null;
  }

  @Override
  public String toString() {
    return isSame() ? "same" : margin.toString();
  }
}
