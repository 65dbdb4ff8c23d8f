package dev.bellows.spark;

import dev.bellows.data.Batch;
import dev.bellows.data.CounterRandom;
import dev.bellows.data.Shard;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A chunk of a shard as it lies in Spark's cache: some MB, never a whole shard. A class, not a
 * record, since Kryo writes it.
 */
public final class ShardChunk implements Serializable {
  private static final long serialVersionUID = 1;
  private final Side side;
  private final Batch rows;

  ShardChunk(Side side, Batch rows) {
    this.side = side;
    this.rows = rows;
  }

  /** On which side of the split a row stands. */
  public enum Side {
    TRAINING,
    VALIDATION
  }

  /** 64 bits of all chunks of a shard: of their order, their sides, and every value's bits. */
  static long fingerprint(Iterator<ShardChunk> chunks) {
    long bits = 0;
    while (chunks.hasNext()) {
      bits = chunks.next().fingerprint(bits);
    }
    return bits;
  }

  /**
   * The fingerprint of a shard up to this chunk.
   *
   * @param before it; 0 for the first
   */
  long fingerprint(long before) {
    return CounterRandom.key(before, side == Side.TRAINING ? 0 : 1, rows.fingerprint());
  }

  /** On which side its rows stand. */
  public Side side() {
    return side;
  }

  public Batch rows() {
    return rows;
  }

  /**
   * The rows of one side of a shard.
   *
   * @param chunks all of the shard, in their stored order
   */
  public static Shard shard(int index, Iterator<ShardChunk> chunks, Side side) {
    List<Batch> found = new ArrayList<>();
    chunks.forEachRemaining(
        chunk -> {
          if (chunk.side == side) {
            found.add(chunk.rows);
          }
        });
    return new Shard(index, found);
  }
}
