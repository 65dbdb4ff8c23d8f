package dev.bellows.spark;

import dev.bellows.data.DataException;
import dev.bellows.data.Shard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/** Shards in Spark's cache: partition {@code i} of the chunks is shard {@code i}. */
public final class ShardedRows {
  private final JavaRDD<ShardChunk> chunks;
  private final List<Long> fingerprints;

  private ShardedRows(JavaRDD<ShardChunk> chunks, List<Long> fingerprints) {
    this.chunks = chunks;
    this.fingerprints = fingerprints;
  }

  /**
   * Computes {@code chunks} and keeps them in the cache until {@link #release}; neighbours lie in
   * one executor.
   *
   * @param made chunks of a shard in each partition, in their order; each can be made again
   * @param tasks how many can run at once
   * @throws DataException if the data is bad; nothing stays cached
   */
  static ShardedRows cache(JavaRDD<ShardChunk> made, int tasks) {
    SameRows same = new SameRows();
    JavaRDD<ShardChunk> chunks = made.mapPartitionsWithIndex(same, true);
    chunks.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<Long> fingerprints =
          DataErrors.unwrapping(() -> ShardRuns.of(fingerprints(chunks), tasks).collect());
      same.expect(fingerprints);
      return new ShardedRows(chunks, fingerprints);
    } catch (RuntimeException e) {
      release(chunks);
      throw e;
    }
  }

  private static JavaRDD<Long> fingerprints(JavaRDD<ShardChunk> chunks) {
    return chunks.mapPartitions(stored -> List.of(ShardChunk.fingerprint(stored)).iterator(), true);
  }

  /** The chunks, each shard's in their stored order. */
  public JavaRDD<ShardChunk> chunks() {
    return chunks;
  }

  /** How many shards there are. */
  public int shards() {
    return fingerprints.size();
  }

  /** For each shard 64 bits of its encoded rows, as they were when they were cached first. */
  List<Long> fingerprints() {
    return fingerprints;
  }

  /** For each shard the ids of the executors in whose cache it is now. Asked on the driver. */
  public List<Set<String>> holders() {
    return SparkBlocks.holders(chunks.id(), shards());
  }

  /**
   * Makes the shards again that nobody holds any more, from what is left of the shuffle or from the
   * source, in a job over these shards alone. It needs free slots.
   *
   * @return how many were made again
   * @throws DataException if they are not what they were: the source has changed since
   * @throws RestoreException if Spark could not make them
   */
  public int restore() {
    try {
      return DataErrors.unwrapping(this::makeLostAgain);
    } catch (RuntimeException e) {
      throw SameRows.isChange(e) ? e : new RestoreException(e);
    }
  }

  private int makeLostAgain() {
    List<Set<String>> holders = holders();
    int[] lost = IntStream.range(0, shards()).filter(i -> holders.get(i).isEmpty()).toArray();
    if (lost.length > 0) {
      chunks.mapPartitions(stored -> Collections.emptyIterator()).collectPartitions(lost);
    }
    return lost.length;
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

  /** Takes the shards out of the cache, unless it has ended with Spark. */
  public void release() {
    release(chunks);
  }

  private static void release(JavaRDD<ShardChunk> cached) {
    if (!cached.context().isStopped()) {
      cached.unpersist();
    }
  }
}
