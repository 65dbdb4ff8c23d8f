package dev.bellows.round;

import dev.bellows.data.Shard;
import dev.bellows.spark.ShardChunk;
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

/** Some shards, as a task holds them during a round. */
final class CachedShards {
  private static final ClassTag<ShardChunk> CHUNK = ClassTag$.MODULE$.apply(ShardChunk.class);

  private final List<Shard> training = new ArrayList<>();
  private final List<Shard> validation = new ArrayList<>();
  private final List<Integer> missing = new ArrayList<>();

  /**
   * Takes shards from Spark's cache, of this executor or another. Called by a task.
   *
   * @param dataset the id of the shards in Spark
   * @param shards in ascending order
   */
  CachedShards(int dataset, int[] shards) {
    for (int shard : shards) {
      RDDBlockId block = new RDDBlockId(dataset, shard);
      Option<BlockResult> found = SparkEnv.get().blockManager().get(block, CHUNK);
      if (found.isEmpty()) {
        missing.add(shard);
      } else {
        take(found.get().data(), shard);
      }
    }
  }

  private void take(Iterator<?> values, int shard) {
    List<ShardChunk> chunks = new ArrayList<>();
    // To the end, which gives the block's lock back.
    CollectionConverters.asJava(values).forEachRemaining(chunk -> chunks.add((ShardChunk) chunk));
    training.add(ShardChunk.shard(shard, chunks.iterator(), ShardChunk.Side.TRAINING));
    validation.add(ShardChunk.shard(shard, chunks.iterator(), ShardChunk.Side.VALIDATION));
  }

  List<Shard> training() {
    return training;
  }

  List<Shard> validation() {
    return validation;
  }

  /** The shards that no one had. */
  List<Integer> missing() {
    return missing;
  }
}
