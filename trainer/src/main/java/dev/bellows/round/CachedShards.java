package dev.bellows.round;

import dev.bellows.data.Shard;
import dev.bellows.spark.ShardChunk;
import dev.bellows.spark.ShardPartitioner;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.RDDBlockId;
import scala.Option;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** The shards of some partitions, as a task holds them during a round. */
final class CachedShards {
  private static final ClassTag<ShardChunk> CHUNK = ClassTag$.MODULE$.apply(ShardChunk.class);

  private final List<Shard> training = new ArrayList<>();
  private final List<Shard> validation = new ArrayList<>();
  private final List<Integer> missing = new ArrayList<>();

  /**
   * Takes partitions from Spark's cache, of this executor or another. Called by a task.
   *
   * @param dataset the id of the shards in Spark
   * @param partitions in ascending order
   */
  CachedShards(int dataset, int[] partitions, ShardPartitioner partitioner) {
    for (int partition : partitions) {
      RDDBlockId block = new RDDBlockId(dataset, partition);
      Option<BlockResult> found = SparkEnv.get().blockManager().get(block, CHUNK);
      if (found.isEmpty()) {
        missing.add(partition);
      } else {
        take(found.get().data(), partition, partitioner);
      }
    }
  }

  private void take(Iterator<?> values, int partition, ShardPartitioner partitioner) {
    List<ShardChunk> chunks = new ArrayList<>();
    // To the end, which gives the block's lock back.
    CollectionConverters.asJava(values).forEachRemaining(chunk -> chunks.add((ShardChunk) chunk));
    int first = partitioner.firstShard(partition);
    int end = partitioner.firstShard(partition + 1);
    training.addAll(ShardChunk.shards(chunks.iterator(), first, end, ShardChunk.Side.TRAINING));
    validation.addAll(ShardChunk.shards(chunks.iterator(), first, end, ShardChunk.Side.VALIDATION));
  }

  List<Shard> training() {
    return training;
  }

  List<Shard> validation() {
    return validation;
  }

  /** The partitions that no one had. */
  List<Integer> missing() {
    return missing;
  }
}
