package dev.bellows.spark;

import java.io.Serializable;
import org.apache.spark.Partition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;
import scala.math.Ordering;

/**
 * Gives neighbouring shards to one task, in order and in runs of nearly equal number, so that a job
 * need not pay a task for each shard.
 *
 * <p>A group names no place of its own: Spark then looks for where its first shard is cached, each
 * time anew.
 */
final class ShardRuns implements PartitionCoalescer, Serializable {
  private static final long serialVersionUID = 1;

  private ShardRuns() {}

  /** The partitions of {@code shards} in at most {@code tasks} runs. */
  static <T> JavaRDD<T> of(JavaRDD<T> shards, int tasks) {
    if (shards.getNumPartitions() <= tasks) {
      return shards;
    }
    Ordering<T> none = null;
    return shards.rdd().coalesce(tasks, false, Option.apply(new ShardRuns()), none).toJavaRDD();
  }

  @Override
  public PartitionGroup[] coalesce(int most, RDD<?> parent) {
    Partition[] partitions = parent.partitions();
    int count = Math.min(most, partitions.length);
    PartitionGroup[] runs = new PartitionGroup[count];
    for (int run = 0; run < count; run++) {
      runs[run] = new PartitionGroup(Option.empty());
      int end = (int) ((run + 1L) * partitions.length / count);
      for (int i = (int) ((long) run * partitions.length / count); i < end; i++) {
        runs[run].partitions().addOne(partitions[i]);
      }
    }
    return runs;
  }
}
