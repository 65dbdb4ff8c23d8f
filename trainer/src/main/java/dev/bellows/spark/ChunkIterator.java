package dev.bellows.spark;

import dev.bellows.data.BatchBuilder;
import dev.bellows.data.Preprocessing;
import dev.bellows.data.Row;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Encodes sorted rows into chunks, one at a time, so that a partition may be larger than memory.
 */
final class ChunkIterator implements Iterator<ShardChunk> {
  private final Iterator<Row> rows;
  private final ShardPartitioner partitioner;
  private final Preprocessing preprocessing;
  private final BatchBuilder training;
  private final BatchBuilder validation;
  private final ArrayDeque<ShardChunk> ready = new ArrayDeque<>();
  private int shard = -1;

  ChunkIterator(Iterator<Row> rows, ShardPartitioner partitioner, Preprocessing preprocessing) {
    this.rows = rows;
    this.partitioner = partitioner;
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
      flush();
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
    int of = partitioner.shard(row);
    if (of != shard) {
      flush();
      shard = of;
    }
    BatchBuilder builder = row.validation() ? validation : training;
    preprocessing.encode(row, builder);
    if (builder.isFull()) {
      flush(builder);
    }
  }

  private void flush() {
    flush(training);
    flush(validation);
  }

  private void flush(BatchBuilder builder) {
    if (!builder.isEmpty()) {
      ShardChunk.Side side =
          builder == validation ? ShardChunk.Side.VALIDATION : ShardChunk.Side.TRAINING;
      ready.add(new ShardChunk(shard, side, builder.build()));
    }
  }
}
