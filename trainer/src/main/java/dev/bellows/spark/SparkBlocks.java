package dev.bellows.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.RDDBlockId;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The blocks of a cached RDD: who has them. What does this in Spark, the block manager, is internal
 * to it, and used nowhere but here.
 */
final class SparkBlocks {
  private SparkBlocks() {}

  /**
   * For each partition the ids of the executors in whose cache it is now. Asked on the driver.
   *
   * @param rdd the id of the RDD
   */
  static List<Set<String>> holders(int rdd, int partitions) {
    BlockId[] blocks =
        IntStream.range(0, partitions)
            .mapToObj(i -> new RDDBlockId(rdd, i))
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
}
