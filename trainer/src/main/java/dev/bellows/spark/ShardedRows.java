package dev.bellows.spark;

import dev.bellows.data.Shard;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Shards in Spark: partition {@code p} holds the chunks of the shards from {@code
 * partitioner.firstShard(p)} on.
 *
 * @param chunks in shard order
 * @param partitioner which partition holds which shards
 */
public record ShardedRows(JavaRDD<ShardChunk> chunks, ShardPartitioner partitioner) {
  /** Brings the shards' rows to the driver. */
  public Shards collect() {
    List<ShardChunk> all = chunks.collect();
    int shards = partitioner.shards();
    return new Shards(
        ShardChunk.shards(all.iterator(), 0, shards, ShardChunk.Side.TRAINING),
        ShardChunk.shards(all.iterator(), 0, shards, ShardChunk.Side.VALIDATION));
  }

  /** All shards, with their rows of either side. */
  public record Shards(List<Shard> training, List<Shard> validation) {}
}
