package dev.bellows.nn;

import java.util.Arrays;

/**
 * Sequences of unequal lengths, step after step without their padding, as PyTorch's packed
 * sequences are. The longest row comes first, and of equally long ones that with the lowest number,
 * so that those still going on at a step are the first of those at the step before.
 *
 * <pre>
 * plain    rows × steps × width
 * packed   size × width: the first step of all rows that have one, then the second step, …
 * </pre>
 */
final class Packing {
  private final LayerPass pass;
  private final int steps; // of the shape
  private final int[] starts; // of each step in the packed array, and the end
  private final int[] order; // the row at each place

  /**
   * The packing of the pass's rows.
   *
   * @param steps of a row's shape
   */
  Packing(LayerPass pass, int steps) {
    this.pass = pass;
    this.steps = steps;
    this.starts = pass.integers(0, steps + 1);
    this.order = pass.integers(1, pass.rows());
    int[] next = longer(pass.integers(2, steps + 1));
    starts[0] = 0;
    for (int step = 0; step < steps; step++) {
      starts[step + 1] = starts[step] + next[step];
    }
    for (int row = 0; row < pass.rows(); row++) {
      order[next[pass.length(row, steps)]++] = row;
    }
  }

  /** How many rows are longer than 0, 1, …: the place of the first row of that length. */
  private int[] longer(int[] counts) {
    Arrays.fill(counts, 0, steps + 1, 0);
    for (int row = 0; row < pass.rows(); row++) {
      counts[pass.length(row, steps)]++;
    }
    int longer = 0;
    for (int length = steps; length >= 0; length--) {
      int here = counts[length];
      counts[length] = longer;
      longer += here;
    }
    return counts;
  }

  /** Steps of the longest row. */
  int steps() {
    return pass.rows() == 0 ? 0 : pass.length(order[0], steps);
  }

  /** Steps of all rows together. */
  int size() {
    return starts[steps];
  }

  /** Where a step begins. */
  int start(int step) {
    return starts[step];
  }

  /** How many rows have a step: those at the first places. */
  int active(int step) {
    return starts[step + 1] - starts[step];
  }

  /** Packs what lies in plain order from {@code offset} on. */
  void pack(float[] plain, int offset, int width, float[] packed) {
    for (int place = 0; place < pass.rows(); place++) {
      int from = offset + order[place] * steps * width;
      int length = length(place);
      for (int step = 0; step < length; step++) {
        System.arraycopy(plain, from + step * width, packed, (starts[step] + place) * width, width);
      }
    }
  }

  /** The reverse, with zeros beyond each row's length. */
  void unpack(float[] packed, int width, float[] plain) {
    for (int place = 0; place < pass.rows(); place++) {
      int to = order[place] * steps * width;
      int length = length(place);
      for (int step = 0; step < length; step++) {
        System.arraycopy(packed, (starts[step] + place) * width, plain, to + step * width, width);
      }
      Arrays.fill(plain, to + length * width, to + steps * width, 0);
    }
  }

  /** Packs one vector a row, {@code rows × width}, as its last step; the others are zero. */
  void packLast(float[] last, int width, float[] packed) {
    Arrays.fill(packed, 0, size() * width, 0);
    for (int place = 0; place < pass.rows(); place++) {
      if (length(place) > 0) {
        System.arraycopy(last, order[place] * width, packed, last(place) * width, width);
      }
    }
  }

  /** The reverse, with zeros for a row without steps. */
  void unpackLast(float[] packed, int width, float[] last) {
    for (int place = 0; place < pass.rows(); place++) {
      int to = order[place] * width;
      if (length(place) > 0) {
        System.arraycopy(packed, last(place) * width, last, to, width);
      } else {
        Arrays.fill(last, to, to + width, 0);
      }
    }
  }

  private int length(int place) {
    return pass.length(order[place], steps);
  }

  private int last(int place) {
    return starts[length(place) - 1] + place;
  }
}
