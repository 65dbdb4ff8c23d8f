package dev.bellows.spark;

import dev.bellows.data.Shard;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Shards whose rows tasks make, instead of reading them from a source: for measurements. */
public final class MadeShards {
  private MadeShards() {}

  /** Makes the training rows of a shard, the same in every JVM. */
  public interface Maker extends Serializable {
    Shard make(int shard);
  }

  /**
   * Makes the shards and keeps them in Spark's cache, as {@link ShardedData} keeps those of a
   * source; no row is held out.
   *
   * @return what is cached, the caller's to release
   */
  public static ShardedRows cache(JavaSparkContext context, int shards, Maker maker) {
    List<Integer> numbers = IntStream.range(0, shards).boxed().toList();
    JavaRDD<ShardChunk> chunks =
        context
            .parallelize(numbers, shards)
            .flatMap(
                shard ->
                    maker.make(shard).chunks().stream()
                        .map(
                            rows ->
                                new ShardChunk(
                                    ShardChunk.Side.TRAINING, rows.slice(0, rows.rows())))
                        .iterator());
    return ShardedRows.cache(chunks, context.defaultParallelism());
  }
}
