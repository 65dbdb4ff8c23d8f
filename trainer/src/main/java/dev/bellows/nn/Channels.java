package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How the numbers of a row divide into channels, with one number a position in each.
 *
 * <pre>
 * [channels, height, width]   height · width positions, each channel's one after the other
 * [steps, features]           a channel a feature, a position a step; those beyond a row's length
 *                             do not count
 * [features]                  a channel a feature, one position
 * </pre>
 *
 * @param count channels
 * @param positions of a row
 * @param kind which of the three
 */
record Channels(int count, int positions, Kind kind) implements Serializable {
  /** What a row is. */
  enum Kind {
    FEATURES,
    SEQUENCE,
    /** A channel's numbers lie together, and not a position's. */
    IMAGE
  }

  static Channels of(Shape shape) {
    Kind kind = Kind.values()[shape.rank() - 1];
    int count = kind == Kind.IMAGE ? shape.dimension(0) : shape.last();
    return new Channels(count, shape.size() / count, kind);
  }

  /** The positions of a row that count. */
  int positions(LayerPass pass, int row) {
    return kind == Kind.SEQUENCE ? pass.length(row, positions) : positions;
  }

  /** Whether a channel's numbers lie together. */
  boolean isImage() {
    return kind == Kind.IMAGE;
  }

  /** Floats of a row. */
  int size() {
    return count * positions;
  }

  /** From a number to that of the next channel, at the same position. */
  int channelStride() {
    return isImage() ? positions : 1;
  }

  /** From a number to that of the next position, in the same channel. */
  int positionStride() {
    return isImage() ? 1 : count;
  }

  /** The positions of all rows that count. */
  int total(LayerPass pass) {
    int total = 0;
    for (int row = 0; row < pass.rows(); row++) {
      total += positions(pass, row);
    }
    return total;
  }

  /** Collects what counts of rows of features, channel by channel: {@code count × total}. */
  void gather(LayerPass pass, float[] rows, int from, float[] channels) {
    int total = total(pass);
    int place = 0;
    for (int row = 0; row < pass.rows(); row++) {
      int end = place + positions(pass, row);
      for (int i = from + row * size(); place < end; place++, i += count) {
        for (int channel = 0; channel < count; channel++) {
          channels[channel * total + place] = rows[i + channel];
        }
      }
    }
  }

  /** The inverse of {@link #gather}, from index 0 on; what does not count becomes 0. */
  void scatter(LayerPass pass, float[] channels, float[] rows) {
    int total = total(pass);
    int place = 0;
    for (int row = 0; row < pass.rows(); row++) {
      int end = place + positions(pass, row);
      int i = row * size();
      for (; place < end; place++, i += count) {
        for (int channel = 0; channel < count; channel++) {
          rows[i + channel] = channels[channel * total + place];
        }
      }
      Arrays.fill(rows, i, (row + 1) * size(), 0);
    }
  }
}
