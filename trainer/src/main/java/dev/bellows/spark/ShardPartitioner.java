package dev.bellows.spark;

import dev.bellows.data.Row;
import org.apache.spark.Partitioner;

/** Deals rows to shards, one partition each: where a row goes, the row and the seed decide. */
final class ShardPartitioner extends Partitioner {
  private static final long serialVersionUID = 1;
  private final int shards;
  private final long seed;

  ShardPartitioner(int shards, long seed) {
    this.shards = shards;
    this.seed = seed;
  }

  @Override
  public int numPartitions() {
    return shards;
  }

  @Override
  public int getPartition(Object row) {
    return ((Row) row).shard(shards, seed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShardPartitioner that && shards == that.shards && seed == that.seed;
  }

  @Override
  public int hashCode() {
    return 31 * shards + Long.hashCode(seed);
  }
}
