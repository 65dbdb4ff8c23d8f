package dev.bellows.data;

/** Rows of a shard that lie together: in memory as a {@link Batch}, or in a file. */
public sealed interface Chunk permits Batch, SpooledChunk {
  int rows();

  /** An empty frame for {@code capacity} rows like these, all zero. */
  Batch frame(int capacity);

  /** Copies row {@code row} of this chunk to row {@code at} of {@code into}. */
  void copyRow(int row, Batch into, int at);

  /** Rows {@code from … from + rows − 1}, without copying where they lie in memory. */
  Batch slice(int from, int rows);
}
