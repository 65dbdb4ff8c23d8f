package dev.bellows.data;

import java.io.Serializable;
import java.nio.FloatBuffer;

/**
 * Rows packed for the kernel: inputs, targets and weights, each one flat row-major array.
 *
 * <pre>
 * inputs   rows × inputWidth    preprocessed features
 * targets  rows × targetWidth   numbers for a regression, 0/1 or a class index for a classification
 * weights  rows                 what a row counts in loss and gradient
 * </pre>
 *
 * <p>Where a network learns its own inputs, targets and inputs are one array.
 *
 * <p>A batch is a view of {@code rows} rows from row {@code first} on; {@link #slice} shares the
 * arrays. Row-major rows × width is what BLAS reads as a column-major width × rows matrix, so a
 * slice is an offset and never a copy.
 */
public final class Batch implements Chunk, Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Floats in a chunk at the most: 4 MiB, small enough to stream and large enough to be one read.
   */
  private static final int CHUNK_FLOATS = 1 << 20;

  private final float[] inputs;
  private final float[] targets;
  private final float[] weights;
  private final int inputWidth;
  private final int targetWidth;
  private final int first;
  private final int rows;

  /**
   * A view of rows {@code first … first + rows − 1} of the arrays.
   *
   * @throws IllegalArgumentException if an array is too short for them
   */
  public Batch(
      float[] inputs,
      int inputWidth,
      float[] targets,
      int targetWidth,
      float[] weights,
      int first,
      int rows) {
    long end = (long) first + rows;
    if (first < 0
        || rows < 0
        || inputs.length < end * inputWidth
        || targets.length < end * targetWidth
        || weights.length < end) {
      throw new IllegalArgumentException(
          "Invalid batch: rows %d to %d of %d inputs (%d wide), %d targets (%d wide) and %d weights"
              .formatted(
                  first,
                  end,
                  inputs.length,
                  inputWidth,
                  targets.length,
                  targetWidth,
                  weights.length));
    }
    this.inputs = inputs;
    this.inputWidth = inputWidth;
    this.targets = targets;
    this.targetWidth = targetWidth;
    this.weights = weights;
    this.first = first;
    this.rows = rows;
  }

  /** An empty frame of the given capacity, all zero; rows are put into it with {@link #copyRow}. */
  public static Batch ofCapacity(int rows, int inputWidth, int targetWidth) {
    return new Batch(
        new float[Math.multiplyExact(rows, inputWidth)],
        inputWidth,
        new float[Math.multiplyExact(rows, targetWidth)],
        targetWidth,
        new float[rows],
        0,
        rows);
  }

  /**
   * Rows in a full chunk of a shard: a function of the widths alone, so that it is the same on
   * every cluster.
   */
  public static int rowsPerChunk(int inputWidth, int targetWidth) {
    return Math.max(1, CHUNK_FLOATS / (inputWidth + targetWidth + 1));
  }

  @Override
  public Batch frame(int capacity) {
    if (!hasInputsAsTargets()) {
      return ofCapacity(capacity, inputWidth, targetWidth);
    }
    float[] both = new float[Math.multiplyExact(capacity, inputWidth)];
    return new Batch(both, inputWidth, both, inputWidth, new float[capacity], 0, capacity);
  }

  @Override
  public Batch slice(int from, int rows) {
    return new Batch(inputs, inputWidth, targets, targetWidth, weights, first + from, rows);
  }

  @Override
  public void copyRow(int row, Batch into, int at) {
    int source = first + row;
    int target = into.first + at;
    System.arraycopy(inputs, source * inputWidth, into.inputs, target * inputWidth, inputWidth);
    if (!hasInputsAsTargets()) {
      System.arraycopy(
          targets, source * targetWidth, into.targets, target * targetWidth, targetWidth);
    }
    into.weights[target] = weights[source];
  }

  /** Bytes of a row where its inputs, targets and weight lie together. */
  int rowBytes() {
    return Float.BYTES * (inputWidth + (hasInputsAsTargets() ? 0 : targetWidth) + 1);
  }

  /** Appends the inputs, targets and weight of row {@code row} to {@code to}. */
  void write(int row, FloatBuffer to) {
    int source = first + row;
    to.put(inputs, source * inputWidth, inputWidth);
    if (!hasInputsAsTargets()) {
      to.put(targets, source * targetWidth, targetWidth);
    }
    to.put(weights[source]);
  }

  /** Sets row {@code row} to what {@link #write} has written. */
  void read(int row, FloatBuffer from) {
    int target = first + row;
    from.get(inputs, target * inputWidth, inputWidth);
    if (!hasInputsAsTargets()) {
      from.get(targets, target * targetWidth, targetWidth);
    }
    weights[target] = from.get();
  }

  /** 64 bits of the shape and of every value's bits, in order. */
  public long fingerprint() {
    Fingerprint fingerprint =
        new Fingerprint(rows, inputWidth, targetWidth)
            .add(inputs, first * inputWidth, rows * inputWidth);
    if (!hasInputsAsTargets()) {
      fingerprint.add(targets, first * targetWidth, rows * targetWidth);
    }
    return fingerprint.add(weights, first, rows).bits();
  }

  /** Whether the inputs are the targets as well, in one array. */
  public boolean hasInputsAsTargets() {
    return targets == inputs;
  }

  @Override
  public int rows() {
    return rows;
  }

  /** Features of a row. */
  public int inputWidth() {
    return inputWidth;
  }

  /** Targets of a row. */
  public int targetWidth() {
    return targetWidth;
  }

  /** The whole array behind the view, for the kernel; this batch begins at {@link #inputOffset}. */
  public float[] inputs() {
    return inputs;
  }

  /** Where this batch's inputs begin in {@link #inputs}. */
  public int inputOffset() {
    return first * inputWidth;
  }

  /** Target {@code column} of row {@code row}. */
  public float target(int row, int column) {
    return targets[(first + row) * targetWidth + column];
  }

  /** What row {@code row} counts in loss and gradient. */
  public float weight(int row) {
    return weights[first + row];
  }
}
