package dev.bellows.spark;

import java.io.File;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.executor.DataReadMethod;
import org.apache.spark.storage.BlockData;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.RDDBlockId;
import scala.Option;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * The blocks of cached shards: who has them, and what is in them. What knows this in Spark, the
 * block manager, is internal to it; only here it is asked for blocks.
 */
public final class SparkBlocks {
  private static final ClassTag<ShardChunk> CHUNK = ClassTag$.MODULE$.apply(ShardChunk.class);

  private SparkBlocks() {}

  /**
   * For each shard the ids of the executors in whose cache it is now. Asked on the driver.
   *
   * @param dataset the id of the shards in Spark
   */
  static List<Set<String>> holders(int dataset, int shards) {
    BlockId[] blocks =
        IntStream.range(0, shards)
            .mapToObj(shard -> new RDDBlockId(dataset, shard))
            .toArray(BlockId[]::new);
    List<Set<String>> holders = new ArrayList<>();
    for (Seq<BlockManagerId> found :
        CollectionConverters.asJava(SparkEnv.get().blockManager().master().getLocations(blocks))) {
      Set<String> executors = new TreeSet<>();
      CollectionConverters.asJava(found).forEach(holder -> executors.add(holder.executorId()));
      holders.add(executors);
    }
    return holders;
  }

  /** Is shown the chunks of a shard, one by one. */
  public interface Reader {
    /**
     * Reads one shard.
     *
     * @param chunks in their stored order; valid during the call alone, and to be read to the end
     * @param place where they come from
     */
    void read(Iterator<ShardChunk> chunks, Place place);
  }

  /** Where a shard lies, seen from a task. */
  public enum Place {
    /** In the memory of this executor, as objects that may be kept without a copy. */
    MEMORY,
    /** On a disk of this executor. */
    DISK,
    /** In another executor. */
    ELSEWHERE
  }

  /**
   * Shows a shard out of the cache, of this executor or another. Called by a task.
   *
   * @return whether anybody has it
   */
  public static boolean read(int dataset, int shard, Reader reader) {
    BlockManager manager = SparkEnv.get().blockManager();
    RDDBlockId block = new RDDBlockId(dataset, shard);
    if (manager.memoryStore().contains(block)
        && readValues(manager.getLocalValues(block), reader)) {
      return true;
    }
    // As bytes, or Spark would try to keep all of it in memory first.
    Option<BlockData> local = manager.getLocalBytes(block);
    if (local.isDefined()) {
      BlockData data = local.get();
      try {
        reader.read(
            CollectionConverters.asJava(
                manager
                    .serializerManager()
                    .dataDeserializeStream(block, data.toInputStream(), CHUNK)),
            Place.DISK);
      } finally {
        manager.releaseLockAndDispose(block, data, Option.apply(TaskContext.get()));
      }
      return true;
    }
    return readValues(manager.getRemoteValues(block, CHUNK), reader);
  }

  @SuppressWarnings("unchecked")
  private static boolean readValues(Option<BlockResult> found, Reader reader) {
    if (found.isEmpty()) {
      return false;
    }
    BlockResult result = found.get();
    Place place =
        result.readMethod().equals(DataReadMethod.Memory())
            ? Place.MEMORY
            : result.readMethod().equals(DataReadMethod.Disk()) ? Place.DISK : Place.ELSEWHERE;
    Iterator<?> values = CollectionConverters.asJava(result.data());
    reader.read((Iterator<ShardChunk>) values, place);
    return true;
  }

  /**
   * Whether what Spark writes to local disks is encrypted ({@code spark.io.encryption.enabled}).
   */
  public static boolean encryptsDisks() {
    return SparkEnv.get().serializerManager().encryptionEnabled();
  }

  /** A new file in one of Spark's local folders, which go when the executor does. */
  public static File temporaryFile() {
    return SparkEnv.get().blockManager().diskBlockManager().createTempLocalBlock()._2();
  }
}
