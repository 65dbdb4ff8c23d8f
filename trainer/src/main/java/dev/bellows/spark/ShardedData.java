package dev.bellows.spark;

import dev.bellows.data.Columns;
import dev.bellows.data.Preprocessing;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.Row;
import dev.bellows.data.ShardTree;
import dev.bellows.data.Statistics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.KryoSerializer;
import scala.Tuple2;
import scala.math.Ordering;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * A source on its way to mini-batches: one shuffle deals the typed rows to shards and sorts them by
 * identity, one pass over the training rows fits the preprocessing, and the encoded chunks stay in
 * Spark's cache until {@link #close}. However the source was cut and ordered, the shards come out
 * the same.
 */
public final class ShardedData implements AutoCloseable {
  private final ShardedRows rows;
  private final Preprocessing preprocessing;
  private final DataSummary summary;
  private final Times times;

  private ShardedData(
      ShardedRows rows, Preprocessing preprocessing, DataSummary summary, Times times) {
    this.rows = rows;
    this.preprocessing = preprocessing;
    this.summary = summary;
    this.times = times;
  }

  /**
   * Where the time went, in seconds.
   *
   * @param load reading, typing and hashing the source, and writing it for the shuffle
   * @param shuffle fetching and sorting
   * @param fit counting the statistics of the preprocessing
   * @param encode sorting again, encoding and caching
   */
  public record Times(double load, double shuffle, double fit, double encode) {}

  /**
   * Reads {@code table}, shuffles it once, fits {@code spec} on its training rows and caches the
   * encoded chunks.
   *
   * @param shards how many shards; decides bits
   * @param seed of the run; decides bits
   * @param parallelism how many tasks can run at once; does not
   * @throws dev.bellows.data.DataException if the data is bad; nothing stays cached
   */
  public static ShardedData load(
      JavaSparkContext context,
      Table table,
      PreprocessingSpec spec,
      int shards,
      long seed,
      int parallelism) {
    ShardPartitioner partitioner = new ShardPartitioner(shards, seed);
    JavaRDD<Row> sorted = shuffle(context, table.rows(), partitioner);
    ShardTree<DataSummary> tree = new ShardTree<>(shards, DataSummary::merge);
    List<Summarised> results;
    double load;
    double reduce;
    try (StageClock clock = new StageClock(context.sc())) {
      results =
          DataErrors.unwrapping(
              () -> summarise(sorted, table.columns(), spec, parallelism).collect());
      clock.stop();
      load = clock.before();
      reduce = clock.after();
    }
    results.forEach(result -> result.blocks.forEach(tree::add));
    DataSummary summary =
        tree.total() == null
            ? new DataSummary(Statistics.empty(table.columns(), spec))
            : tree.total();
    Preprocessing preprocessing = Preprocessing.fit(table.columns(), spec, summary.statistics());
    double count = results.stream().mapToLong(result -> result.countNanos).sum() * 1e-9;
    double fit = Math.min(reduce, count / Math.min(shards, parallelism));
    long start = System.nanoTime();
    ShardedRows rows =
        ShardedRows.cache(
            sorted.mapPartitions(part -> new ChunkIterator(part, preprocessing), true),
            parallelism);
    Times times = new Times(load, reduce - fit, fit, (System.nanoTime() - start) * 1e-9);
    return new ShardedData(rows, preprocessing, summary, times);
  }

  /** The encoded shards. */
  public ShardedRows rows() {
    return rows;
  }

  public Preprocessing preprocessing() {
    return preprocessing;
  }

  public long trainingRows() {
    return summary.trainingRows();
  }

  public long validationRows() {
    return summary.validationRows();
  }

  /** A fingerprint of the rows' values, whatever their order and format. */
  public String fingerprint() {
    return summary.fingerprint();
  }

  public Times times() {
    return times;
  }

  /** Releases what is cached. */
  @Override
  public void close() {
    rows.release();
  }

  /**
   * A shard in each partition, sorted by identity. Kryo writes rows in a third of the time that
   * Java's serialiser takes.
   */
  private static JavaRDD<Row> shuffle(
      JavaSparkContext context, JavaRDD<Row> rows, ShardPartitioner partitioner) {
    ClassTag<Row> rowTag = ClassTag$.MODULE$.apply(Row.class);
    ClassTag<Boolean> nothing = ClassTag$.MODULE$.apply(Boolean.class);
    ShuffledRDD<Row, Boolean, Boolean> shuffled =
        new ShuffledRDD<>(
            rows.mapToPair(row -> new Tuple2<>(row, Boolean.TRUE)).rdd(),
            partitioner,
            rowTag,
            nothing,
            nothing);
    shuffled.setKeyOrdering(Ordering.comparatorToOrdering(Comparator.<Row>naturalOrder()));
    shuffled.setSerializer(new KryoSerializer(context.getConf()));
    return shuffled.toJavaRDD().map(Tuple2::_1);
  }

  /** What each task finds in a run of shards. */
  private static JavaRDD<Summarised> summarise(
      JavaRDD<Row> sorted, Columns columns, PreprocessingSpec spec, int tasks) {
    int shards = sorted.getNumPartitions();
    JavaRDD<Summarised> each =
        sorted.mapPartitionsWithIndex(
            (shard, rows) -> {
              long start = System.nanoTime();
              DataSummary summary = null;
              if (rows.hasNext()) {
                summary = new DataSummary(Statistics.empty(columns, spec));
                rows.forEachRemaining(summary::add);
              }
              ShardTree<DataSummary> tree = new ShardTree<>(shards, DataSummary::merge);
              tree.add(shard, summary);
              return List.of(new Summarised(tree, System.nanoTime() - start)).iterator();
            },
            true);
    return ShardRuns.of(each, tasks)
        .mapPartitions(
            run -> {
              ShardTree<DataSummary> tree = new ShardTree<>(shards, DataSummary::merge);
              long nanos = 0;
              while (run.hasNext()) {
                Summarised next = run.next();
                next.blocks.forEach(tree::add);
                nanos += next.countNanos;
              }
              return List.of(new Summarised(tree, nanos)).iterator();
            });
  }

  /** A task's blocks and the time it took to count. A class, not a record, since Kryo writes it. */
  private static final class Summarised implements Serializable {
    private static final long serialVersionUID = 1;
    private final ArrayList<ShardTree.Block<DataSummary>> blocks;
    private final long countNanos;

    Summarised(ShardTree<DataSummary> tree, long countNanos) {
      this.blocks = new ArrayList<>(tree.blocks());
      this.countNanos = countNanos;
    }
  }
}
