package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.Batch;
import dev.bellows.data.Chunk;
import dev.bellows.data.Shard;
import dev.bellows.loss.Problem;
import dev.bellows.spark.MadeShards;
import dev.bellows.spark.ShardChunk;
import dev.bellows.spark.ShardedRows;
import dev.bellows.testing.Batches;
import dev.bellows.testing.SparkExtension;
import java.io.File;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.jdk.javaapi.CollectionConverters;

/** Shards come out of the cache as they are, wherever it has put them. */
@ExtendWith(SparkExtension.class)
class CachedShardsTest {
  private static final int SHARDS = 4;
  private ShardedRows rows;
  private JavaRDD<ShardChunk> onDisk;

  @BeforeEach
  void cache(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    rows = MadeShards.cache(context, SHARDS, CachedShardsTest::make);
    onDisk = rows.chunks().filter(chunk -> true).persist(StorageLevel.DISK_ONLY());
    onDisk.count();
  }

  @AfterEach
  void release() {
    rows.release();
    onDisk.unpersist(true);
  }

  @Test
  void whatLiesInMemoryIsUsedWhereItLies() {
    int id = rows.chunks().id();
    try (CachedShards first = read(id, 0, 2);
        CachedShards second = read(id, 2)) {
      assertThat(first.bytesOnDisk()).isZero();
      assertSame(first, 0, 2);
      assertThat((Object) first.training().get(1).chunks().get(0))
          .isSameAs(second.training().get(0).chunks().get(0));
    }
  }

  @Test
  void whatLiesOnDiskIsReadFromAFileThatGoesInTheEnd() {
    List<File> before = files();
    try (CachedShards shards = read(onDisk.id(), 0, 1, 2)) {
      assertSame(shards, 0, 1, 2);
      assertThat(shards.training().get(1).chunks()).isEmpty();
      assertThat(shards.bytesOnDisk()).isEqualTo((10 + 20 + 30 + 10 + 20 + 30) * (5 + 1 + 1) * 4L);
      assertThat(files()).as("one for each shard with rows").hasSize(before.size() + 2);
    }
    assertThat(files()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void theCacheCanLetGoOfWhatWasRead() {
    read(onDisk.id(), 3).close();
    onDisk.unpersist(true); // would wait for a lock
    try (CachedShards none = read(onDisk.id(), 3)) {
      assertThat(none.missing()).containsExactly(3);
    }
  }

  @Test
  void whatNobodyHasIsTold() {
    SparkEnv.get().blockManager().removeBlock(new RDDBlockId(rows.chunks().id(), 2), true);
    try (CachedShards shards = read(rows.chunks().id(), 1, 2, 3)) {
      assertThat(shards.missing()).containsExactly(2);
      assertSame(shards, 1, 3);
    }
  }

  @Test
  void whoIsNotToGoOnEndsBetweenTwoChunksAndLeavesNothing() {
    List<File> before = files();
    AtomicInteger chunks = new AtomicInteger();
    Runnable stop =
        () -> {
          if (chunks.incrementAndGet() == 2) {
            throw new CancellationException("the round is over");
          }
        };

    assertThatThrownBy(() -> new CachedShards(onDisk.id(), new int[] {0, 2}, stop))
        .isInstanceOf(CancellationException.class);

    assertThat(chunks).hasValue(2);
    assertThat(files()).containsExactlyInAnyOrderElementsOf(before);
    onDisk.unpersist(true); // would wait for a lock
  }

  private static CachedShards read(int dataset, int... shards) {
    return new CachedShards(dataset, shards, () -> {});
  }

  private static void assertSame(CachedShards found, int... shards) {
    assertThat(found.training()).hasSameSizeAs(shards);
    assertThat(found.validation()).hasSameSizeAs(shards);
    for (int i = 0; i < shards.length; i++) {
      Shard shard = found.training().get(i);
      List<? extends Chunk> expected = make(shards[i]).chunks();
      assertThat(shard.index()).isEqualTo(shards[i]);
      assertThat(found.validation().get(i).rows()).isZero();
      assertThat(shard.chunks()).hasSameSizeAs(expected);
      for (int c = 0; c < expected.size(); c++) {
        Chunk chunk = shard.chunks().get(c);
        assertThat(chunk.slice(0, chunk.rows()).fingerprint())
            .isEqualTo(((Batch) expected.get(c)).fingerprint());
      }
    }
  }

  /** Three chunks of unequal length; none in shard 1. */
  private static Shard make(int shard) {
    if (shard == 1) {
      return new Shard(shard, List.of());
    }
    return new Shard(
        shard,
        List.of(
            Batches.random(10, 5, 1, Problem.REGRESSION, shard),
            Batches.random(20, 5, 1, Problem.REGRESSION, 10 + shard),
            Batches.random(30, 5, 1, Problem.REGRESSION, 20 + shard)));
  }

  private static List<File> files() {
    return CollectionConverters.asJava(
            SparkEnv.get().blockManager().diskBlockManager().getAllFiles())
        .stream()
        .filter(file -> file.getName().startsWith("temp_local"))
        .toList();
  }
}
