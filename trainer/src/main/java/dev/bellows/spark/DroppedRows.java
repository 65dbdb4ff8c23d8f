package dev.bellows.spark;

import java.util.HashMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Counts the rows left out, by partition of the source: a partition that is read again, by a
 * retried or speculative task or by a second action, finds the same bad rows and counts them anew,
 * and the larger count stands, so that each row counts once. An action that reads a partition only
 * in part counts what it came upon.
 */
final class DroppedRows extends AccumulatorV2<long[], Long> {
  private static final long serialVersionUID = 1;
  private final HashMap<Long, Long> counts = new HashMap<>();

  /** Adds {@code {partition, rows so far}}. */
  @Override
  public void add(long[] count) {
    counts.merge(count[0], count[1], Math::max);
  }

  @Override
  public void merge(AccumulatorV2<long[], Long> other) {
    ((DroppedRows) other).counts.forEach((partition, rows) -> add(new long[] {partition, rows}));
  }

  @Override
  public Long value() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public boolean isZero() {
    return counts.isEmpty();
  }

  @Override
  public void reset() {
    counts.clear();
  }

  @Override
  public AccumulatorV2<long[], Long> copy() {
    DroppedRows copy = new DroppedRows();
    copy.counts.putAll(counts);
    return copy;
  }
}
