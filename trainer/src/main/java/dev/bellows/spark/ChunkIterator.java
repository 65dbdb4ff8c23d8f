package dev.bellows.spark;

import dev.bellows.data.BatchBuilder;
import dev.bellows.data.Preprocessing;
import dev.bellows.data.Row;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Encodes the sorted rows of a shard into chunks, one at a time, so that a shard may be larger than
 * memory.
 */
final class ChunkIterator implements Iterator<ShardChunk> {
  private final Iterator<Row> rows;
  private final Preprocessing preprocessing;
  private final BatchBuilder training;
  private final BatchBuilder validation;
  private final ArrayDeque<ShardChunk> ready = new ArrayDeque<>();

  ChunkIterator(Iterator<Row> rows, Preprocessing preprocessing) {
    this.rows = rows;
    this.preprocessing = preprocessing;
    this.training = preprocessing.batchBuilder();
    this.validation = preprocessing.batchBuilder();
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      add(rows.next());
    }
    if (ready.isEmpty()) {
      flush(training);
      flush(validation);
    }
    return !ready.isEmpty();
  }

  @Override
  public ShardChunk next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void add(Row row) {
    BatchBuilder builder = row.validation() ? validation : training;
    preprocessing.encode(row, builder);
    if (builder.isFull()) {
      flush(builder);
    }
  }

  private void flush(BatchBuilder builder) {
    if (!builder.isEmpty()) {
      ShardChunk.Side side =
          builder == validation ? ShardChunk.Side.VALIDATION : ShardChunk.Side.TRAINING;
      ready.add(new ShardChunk(side, builder.build()));
    }
  }
}
