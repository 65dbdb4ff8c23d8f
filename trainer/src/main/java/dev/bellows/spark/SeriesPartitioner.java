package dev.bellows.spark;

import org.apache.spark.Partitioner;

/** Keeps the rows of a series together. */
final class SeriesPartitioner extends Partitioner {
  private static final long serialVersionUID = 1;
  private final int partitions;

  SeriesPartitioner(int partitions) {
    this.partitions = Math.max(1, partitions);
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    return Math.floorMod(((SeriesKey) key).groupHash(), partitions);
  }
}
