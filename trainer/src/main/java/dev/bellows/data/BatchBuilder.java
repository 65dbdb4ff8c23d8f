package dev.bellows.data;

import java.util.Arrays;

/**
 * Packs rows, one by one, into a {@link Batch}. A row's inputs and targets are written into the
 * builder's own arrays, so that preprocessing needs no array a row.
 */
public final class BatchBuilder {
  private final int inputWidth;
  private final int targetWidth;
  private final int capacity;
  private final boolean sharing; // inputs are the targets
  private float[] inputs;
  private float[] targets;
  private float[] weights;
  private int rows;

  /** A builder of batches of at most {@link Batch#rowsPerChunk} rows. */
  public BatchBuilder(int inputWidth, int targetWidth) {
    this(inputWidth, targetWidth, false);
  }

  private BatchBuilder(int inputWidth, int targetWidth, boolean sharing) {
    this.inputWidth = inputWidth;
    this.targetWidth = targetWidth;
    this.sharing = sharing;
    this.capacity = Batch.rowsPerChunk(inputWidth, targetWidth);
    allocate(Math.min(capacity, 256));
  }

  /** A builder of batches whose targets are their inputs, which it holds once. */
  static BatchBuilder ofInputs(int width) {
    return new BatchBuilder(width, 0, true);
  }

  /** Begins a row that counts {@code weight}; its places in the arrays are zero. */
  public void beginRow(float weight) {
    if (isFull()) {
      throw new IllegalStateException(
          "Cannot add a row: the chunk of %d rows is full; build() it first".formatted(capacity));
    }
    if (rows == weights.length) {
      int grown = Math.min(capacity, rows * 2);
      inputs = Arrays.copyOf(inputs, grown * inputWidth);
      targets = Arrays.copyOf(targets, grown * targetWidth);
      weights = Arrays.copyOf(weights, grown);
    }
    weights[rows++] = weight;
  }

  /** The array for the inputs of the row begun last, from {@link #inputOffset} on. */
  public float[] inputs() {
    return inputs;
  }

  public int inputOffset() {
    return (rows - 1) * inputWidth;
  }

  /** The array for the targets of the row begun last, from {@link #targetOffset} on. */
  public float[] targets() {
    return targets;
  }

  public int targetOffset() {
    return (rows - 1) * targetWidth;
  }

  public boolean isEmpty() {
    return rows == 0;
  }

  public boolean isFull() {
    return rows == capacity;
  }

  /** The rows so far; the builder starts anew. */
  public Batch build() {
    float[] packed = Arrays.copyOf(inputs, rows * inputWidth);
    Batch batch =
        new Batch(
            packed,
            inputWidth,
            sharing ? packed : Arrays.copyOf(targets, rows * targetWidth),
            sharing ? inputWidth : targetWidth,
            Arrays.copyOf(weights, rows),
            0,
            rows);
    allocate(Math.min(capacity, 256));
    return batch;
  }

  private void allocate(int size) {
    inputs = new float[size * inputWidth];
    targets = new float[size * targetWidth];
    weights = new float[size];
    rows = 0;
  }
}
