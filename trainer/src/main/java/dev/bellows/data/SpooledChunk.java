package dev.bellows.data;

import java.util.Objects;

/** Rows that lie in a {@link Spool}. */
final class SpooledChunk implements Chunk {
  private final Spool spool;
  private final long start; // in bytes
  private final int rows;
  private final Batch like; // without rows

  SpooledChunk(Spool spool, long start, Batch rows) {
    this.spool = spool;
    this.start = start;
    this.rows = rows.rows();
    this.like = rows.frame(0);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Batch frame(int capacity) {
    return like.frame(capacity);
  }

  @Override
  public void copyRow(int row, Batch into, int at) {
    Objects.checkIndex(row, rows);
    spool.read(start + (long) row * into.rowBytes(), 1, into, at);
  }

  @Override
  public Batch slice(int from, int count) {
    Objects.checkFromIndexSize(from, count, rows);
    Batch batch = frame(count);
    spool.read(start + (long) from * batch.rowBytes(), count, batch, 0);
    return batch;
  }
}
