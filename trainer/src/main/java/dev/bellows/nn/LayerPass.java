package dev.bellows.nn;

import java.util.Arrays;

/**
 * One layer's side of a pass: what it is told, and buffers of its own, which it finds in {@code
 * backward} as it left them in {@code forward}. It belongs to one {@link Workspace} and is reused,
 * so that nothing is allocated once the largest slice was seen.
 *
 * <p>Rows may be sequences of unequal lengths. The layer that can tell, an embedding or a masking
 * layer, writes {@link #writeLengths}; those after it ask for {@link #length}. What stands in the
 * steps beyond a row's length is finite and arbitrary, and nothing may depend on it: gradients with
 * respect to it are zero.
 */
public final class LayerPass {
  private static final int[] NO_INTEGERS = {};
  private static final float[] NO_FLOATS = {};
  private final Lengths lengths;
  private int rows;
  private Pass.Mode mode;
  private long key;
  private int statistics;
  private float[][] floats = {};
  private int[][] integers = {};
  private Workspace inner;

  LayerPass(Lengths lengths) {
    this.lengths = lengths;
  }

  /** A pass for a layer that stands alone. */
  public static LayerPass of(Pass pass) {
    LayerPass layerPass = new LayerPass(new Lengths());
    layerPass.begin(pass.rows(), pass.mode(), pass.key(), 0);
    return layerPass;
  }

  /** The lengths of a pass's rows, which all layers share. */
  static final class Lengths {
    private int[] values = NO_INTEGERS;
    private boolean known;

    void forget() {
      known = false;
    }
  }

  void begin(int rows, Pass.Mode mode, long key, int statistics) {
    this.rows = rows;
    this.mode = mode;
    this.key = key;
    this.statistics = statistics;
  }

  /** Rows of the slice at hand. */
  public int rows() {
    return rows;
  }

  /** Whether layers that behave otherwise while training, like dropout, do so. */
  public boolean isTraining() {
    return mode == Pass.Mode.TRAINING;
  }

  /** Of this layer's random numbers: (seed, step, shard, layer); unused in inference. */
  public long key() {
    return key;
  }

  /** Where this layer's {@linkplain Layer#statistics statistics} begin in the parameter array. */
  public int statistics() {
    return statistics;
  }

  /** Whether rows may be shorter than their shape says. */
  public boolean hasLengths() {
    return lengths.known;
  }

  /** How many of the {@code steps} of a row count, from the first on. */
  public int length(int row, int steps) {
    return lengths.known ? lengths.values[row] : steps;
  }

  /** Sets what lies beyond the length of each row to zero, in {@code rows × steps × width}. */
  void zeroPadding(float[] values, int steps, int width) {
    for (int row = 0; lengths.known && row < rows; row++) {
      int from = (row * steps + lengths.values[row]) * width;
      Arrays.fill(values, from, (row + 1) * steps * width, 0);
    }
  }

  /** Room for the length of each row, which the caller fills. */
  public int[] writeLengths() {
    lengths.values = grown(lengths.values, rows);
    lengths.known = true;
    return lengths.values;
  }

  /**
   * As {@link #floats(int, int)}, where the length may be more than an int holds.
   *
   * @throws IllegalArgumentException if no array can hold that many
   */
  public float[] floats(int slot, long length) {
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Invalid slice: %,d rows need a buffer of %,d numbers, more than an array can hold: make batches smaller, or shards more"
              .formatted(rows, length));
    }
    return floats(slot, (int) length);
  }

  /**
   * A buffer of at least {@code length} floats, with what was last written to it; zeros at first.
   *
   * @param slot which one, counted from 0
   */
  public float[] floats(int slot, int length) {
    if (slot >= floats.length) {
      int before = floats.length;
      floats = Arrays.copyOf(floats, slot + 1);
      Arrays.fill(floats, before, slot + 1, NO_FLOATS);
    }
    if (floats[slot].length < length) {
      floats[slot] = new float[length];
    }
    return floats[slot];
  }

  /**
   * A buffer of at least {@code length} integers, with what was last written to it.
   *
   * @param slot which one, counted from 0
   */
  public int[] integers(int slot, int length) {
    if (slot >= integers.length) {
      int before = integers.length;
      integers = Arrays.copyOf(integers, slot + 1);
      Arrays.fill(integers, before, slot + 1, NO_INTEGERS);
    }
    integers[slot] = grown(integers[slot], length);
    return integers[slot];
  }

  long bytes() {
    long bytes = inner == null ? 0 : inner.bytes();
    for (float[] buffer : floats) {
      bytes += (long) Float.BYTES * buffer.length;
    }
    for (int[] buffer : integers) {
      bytes += (long) Integer.BYTES * buffer.length;
    }
    return bytes;
  }

  /** A workspace for the network inside this layer; its rows have the lengths of this pass. */
  Workspace inner(Network network) {
    if (inner == null) {
      inner = new Workspace(network, lengths);
    }
    return inner;
  }

  /** The same pass, for the network inside this layer. */
  Pass pass() {
    return new Pass(rows, mode, key);
  }

  private static int[] grown(int[] values, int length) {
    return values.length < length ? new int[length] : values;
  }
}
