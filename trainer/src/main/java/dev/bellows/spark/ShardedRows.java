package dev.bellows.spark;

import dev.bellows.data.Shard;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Shards in Spark: partition {@code i} of the chunks is shard {@code i}. */
public final class ShardedRows {
  private final JavaRDD<ShardChunk> chunks;

  ShardedRows(JavaRDD<ShardChunk> chunks) {
    this.chunks = chunks;
  }

  /** The chunks, each shard's in their stored order. */
  public JavaRDD<ShardChunk> chunks() {
    return chunks;
  }

  /** How many shards there are. */
  public int shards() {
    return chunks.getNumPartitions();
  }

  /**
   * The shards with their rows of one side, neighbours together in at most {@code tasks}
   * partitions; a shard without rows is there and empty.
   */
  JavaRDD<Shard> inRuns(ShardChunk.Side side, int tasks) {
    return ShardRuns.of(
        chunks.mapPartitionsWithIndex(
            (shard, stored) -> List.of(ShardChunk.shard(shard, stored, side)).iterator(), true),
        tasks);
  }

  /** Brings the shards' rows to the driver. */
  public Shards collect() {
    List<ArrayList<ShardChunk>> all =
        chunks
            .mapPartitions(
                stored -> {
                  ArrayList<ShardChunk> shard = new ArrayList<>();
                  stored.forEachRemaining(shard::add);
                  return List.of(shard).iterator();
                })
            .collect();
    List<Shard> training = new ArrayList<>();
    List<Shard> validation = new ArrayList<>();
    for (int shard = 0; shard < all.size(); shard++) {
      List<ShardChunk> stored = all.get(shard);
      training.add(ShardChunk.shard(shard, stored.iterator(), ShardChunk.Side.TRAINING));
      validation.add(ShardChunk.shard(shard, stored.iterator(), ShardChunk.Side.VALIDATION));
    }
    return new Shards(training, validation);
  }

  /** All shards, with their rows of either side. */
  public record Shards(List<Shard> training, List<Shard> validation) {}
}
