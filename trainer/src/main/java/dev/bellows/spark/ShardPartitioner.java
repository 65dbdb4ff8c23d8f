package dev.bellows.spark;

import dev.bellows.data.Row;
import java.io.Serializable;
import java.util.Comparator;
import org.apache.spark.Partitioner;

/**
 * Deals rows to shards, and runs of neighbouring shards to partitions. The shard of a row depends
 * on the row and the seed; the number of partitions only decides who holds which shards.
 */
public final class ShardPartitioner extends Partitioner {
  private static final long serialVersionUID = 1;
  private final int shards;
  private final int partitions;
  private final long seed;

  /**
   * @param shards at least 1
   * @param partitions how many tasks can help; more than there are shards cannot
   */
  ShardPartitioner(int shards, int partitions, long seed) {
    this.shards = shards;
    this.partitions = Math.max(1, Math.min(shards, partitions));
    this.seed = seed;
  }

  /** How many shards there are. */
  public int shards() {
    return shards;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  /**
   * The first shard of {@code partition}; that of {@code numPartitions} is the number of shards.
   */
  public int firstShard(int partition) {
    return (int) ((long) partition * shards / partitions);
  }

  int shard(Row row) {
    return row.shard(shards, seed);
  }

  @Override
  public int getPartition(Object row) {
    return (int) (((shard((Row) row) + 1L) * partitions - 1) / shards);
  }

  /** By shard, then by identity: the stored order of a shard. */
  RowOrder order() {
    return new RowOrder(this);
  }

  /** The order in which a partition's rows are sorted. */
  static final class RowOrder implements Comparator<Row>, Serializable {
    private static final long serialVersionUID = 1;
    private final ShardPartitioner partitioner;

    RowOrder(ShardPartitioner partitioner) {
      this.partitioner = partitioner;
    }

    @Override
    public int compare(Row left, Row right) {
      int shard = Integer.compare(partitioner.shard(left), partitioner.shard(right));
      return shard != 0 ? shard : left.compareTo(right);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShardPartitioner that
        && shards == that.shards
        && partitions == that.partitions
        && seed == that.seed;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * shards + partitions) + Long.hashCode(seed);
  }
}
