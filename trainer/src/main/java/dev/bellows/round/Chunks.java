package dev.bellows.round;

import java.io.Serializable;

/**
 * A long array in chunks, each a message.
 *
 * @param total floats of the array
 * @param size floats of a chunk, but for the last
 */
record Chunks(int total, int size) implements Serializable {
  /** Of 256 KB: a message's copies stay within a core's cache, and there are few messages. */
  static final int USUAL = 65_536;

  int count() {
    return (total + size - 1) / size;
  }

  int from(int chunk) {
    return chunk * size;
  }

  int length(int chunk) {
    return Math.min(size, total - from(chunk));
  }
}
