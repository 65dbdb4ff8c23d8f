package dev.bellows.spark;

import dev.bellows.data.Batch;
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
  private final int shard;
  private final Side side;
  private final Batch rows;

  ShardChunk(int shard, Side side, Batch rows) {
    this.shard = shard;
    this.side = side;
    this.rows = rows;
  }

  /** On which side of the split a row stands. */
  public enum Side {
    TRAINING,
    VALIDATION
  }

  /** Which shard it belongs to. */
  public int shard() {
    return shard;
  }

  /**
   * Chunks as the shards {@code first … end − 1}, with their rows of one side; a shard without a
   * chunk is there and empty.
   *
   * @param chunks of these shards alone; each shard's in their stored order
   */
  public static List<Shard> shards(Iterator<ShardChunk> chunks, int first, int end, Side side) {
    List<List<Batch>> found = new ArrayList<>();
    for (int shard = first; shard < end; shard++) {
      found.add(new ArrayList<>());
    }
    while (chunks.hasNext()) {
      ShardChunk chunk = chunks.next();
      if (chunk.side == side) {
        found.get(chunk.shard - first).add(chunk.rows);
      }
    }
    List<Shard> shards = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      shards.add(new Shard(first + i, found.get(i)));
    }
    return shards;
  }
}
