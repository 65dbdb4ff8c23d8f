package dev.bellows.round;

import dev.bellows.data.Chunk;
import dev.bellows.data.Shard;
import dev.bellows.data.Spool;
import dev.bellows.spark.ShardChunk;
import dev.bellows.spark.SparkBlocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Some shards, as an executor holds them during a round. One that lies in this executor's memory is
 * used where it lies. One that lies on disk, or in another executor, may not fit beside it: its
 * chunks go one by one to a file, from where its rows are read. But where Spark is to encrypt what
 * it writes to disk, it stays in memory.
 */
final class CachedShards implements AutoCloseable {
  private final List<Shard> training = new ArrayList<>();
  private final List<Shard> validation = new ArrayList<>();
  private final List<Integer> missing = new ArrayList<>();
  private final List<Spool> spools = new ArrayList<>();

  /**
   * Takes shards from Spark's cache, of this executor or another. Called by a task.
   *
   * @param dataset the id of the shards in Spark
   * @param shards in ascending order
   * @param checkGoingOn is called before each chunk that does not stay where it lies, which takes
   *     time; what it throws ends it
   */
  CachedShards(int dataset, int[] shards, Runnable checkGoingOn) {
    try {
      for (int shard : shards) {
        if (!SparkBlocks.read(
            dataset, shard, (chunks, place) -> take(shard, chunks, place, checkGoingOn))) {
          missing.add(shard);
        }
      }
    } catch (Throwable e) { // Spark's checked ones, too
      close();
      throw e;
    }
  }

  private void take(
      int shard, Iterator<ShardChunk> stored, SparkBlocks.Place place, Runnable checkGoingOn) {
    List<Chunk> trained = new ArrayList<>();
    List<Chunk> heldOut = new ArrayList<>();
    boolean stays = place == SparkBlocks.Place.MEMORY || SparkBlocks.encryptsDisks();
    Spool spool = null;
    while (stored.hasNext()) {
      if (place != SparkBlocks.Place.MEMORY) {
        checkGoingOn.run();
      }
      ShardChunk chunk = stored.next();
      Chunk kept = chunk.rows();
      if (!stays) {
        spool = spool == null ? open() : spool;
        kept = spooled(chunk, spool);
      }
      (chunk.side() == ShardChunk.Side.TRAINING ? trained : heldOut).add(kept);
    }
    training.add(new Shard(shard, trained));
    validation.add(new Shard(shard, heldOut));
  }

  private Spool open() {
    try {
      Spool spool = new Spool(SparkBlocks.temporaryFile().toPath());
      spools.add(spool);
      return spool;
    } catch (IOException e) {
      throw cannotSpool(e);
    }
  }

  private static Chunk spooled(ShardChunk chunk, Spool spool) {
    try {
      return spool.add(chunk.rows());
    } catch (IOException e) {
      throw cannotSpool(e);
    }
  }

  private static UncheckedIOException cannotSpool(IOException e) {
    return new UncheckedIOException(
        "Cannot write rows to a local disk: %s; give Spark more room in spark.local.dir"
            .formatted(e),
        e);
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

  /** Bytes of rows that are read from files, not from memory. */
  long bytesOnDisk() {
    return spools.stream().mapToLong(Spool::bytes).sum();
  }

  /** Deletes the files. Nobody may use the shards any more. */
  @Override
  public void close() {
    for (Spool spool : spools) {
      try {
        spool.close();
      } catch (IOException e) {
        // Spark deletes the folder when the executor ends.
      }
    }
    spools.clear();
  }
}
