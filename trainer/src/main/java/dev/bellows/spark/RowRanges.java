package dev.bellows.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Cuts sources whose rows can be read from any index on. */
final class RowRanges {
  /** Rows that are worth a task of their own. */
  private static final long SMALL = 1000;

  private RowRanges() {}

  /**
   * Ranges {@code {first, end}} that cover {@code rows} rows, one a partition, at most {@code
   * most}.
   */
  static JavaRDD<long[]> of(SparkSession spark, long rows, int most) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    long tasks =
        Math.max(1, Math.min(Math.min(most, 2L * context.defaultParallelism()), rows / SMALL));
    List<long[]> ranges = new ArrayList<>();
    for (long i = 0; i < tasks; i++) {
      ranges.add(new long[] {rows * i / tasks, rows * (i + 1) / tasks});
    }
    return context.parallelize(ranges, (int) tasks);
  }
}
