package dev.bellows.train;

import java.io.Serializable;

/**
 * The floats of a network's parameters, or of a gradient, in pieces that are added up and travel by
 * themselves.
 *
 * @param total floats in all
 * @param size floats of a chunk, but for the last
 */
public record Chunks(int total, int size) implements Serializable {
  /** Of 256 KB: two of them stay within a core's cache, and there are few messages. */
  private static final int USUAL = 65_536;

  /** Chunks of the usual size. */
  public static Chunks of(int total) {
    return new Chunks(total, USUAL);
  }

  /** How many there are, at least one. */
  public int count() {
    return Math.max(1, (total + size - 1) / size);
  }

  /** The first float of {@code chunk}. */
  public int from(int chunk) {
    return chunk * size;
  }

  /** How many floats {@code chunk} has. */
  public int length(int chunk) {
    return Math.min(size, total - from(chunk));
  }
}
