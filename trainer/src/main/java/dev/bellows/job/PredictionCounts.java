package dev.bellows.job;

import java.util.Arrays;
import java.util.HashMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Adds up what the tasks of a job come upon, by partition: one that is run again, after a failure
 * or beside a slow twin, counts once.
 */
final class PredictionCounts extends AccumulatorV2<long[], long[]> {
  private static final long serialVersionUID = 1;
  private final HashMap<Long, long[]> parts = new HashMap<>();

  /** Adds {@code {partition, count, count …}}. */
  @Override
  public void add(long[] part) {
    parts.put(part[0], part);
  }

  @Override
  public void merge(AccumulatorV2<long[], long[]> other) {
    parts.putAll(((PredictionCounts) other).parts);
  }

  /** The sum of the counts over the partitions; empty where there was none. */
  @Override
  public long[] value() {
    long[] sum = new long[0];
    for (long[] part : parts.values()) {
      sum = Arrays.copyOf(sum, part.length - 1);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i + 1];
      }
    }
    return sum;
  }

  @Override
  public boolean isZero() {
    return parts.isEmpty();
  }

  @Override
  public void reset() {
    parts.clear();
  }

  @Override
  public AccumulatorV2<long[], long[]> copy() {
    PredictionCounts copy = new PredictionCounts();
    copy.parts.putAll(parts);
    return copy;
  }
}
