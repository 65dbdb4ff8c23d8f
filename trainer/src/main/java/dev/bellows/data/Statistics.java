package dev.bellows.data;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@link Preprocessing#fit} has to know of the training rows, collected in one pass: one a
 * shard, rows in shard order, merged along {@link ShardTree}. Rows count alike here, whatever their
 * weight: scales are a matter of numbers, weights one of the loss.
 *
 * <p>A class of arrays without records, since Kryo writes it.
 */
public final class Statistics implements Serializable {
  private static final long serialVersionUID = 1;
  private final ColumnIndex columns;
  private final InputStatistics inputs;
  private final HashMap<String, long[]> classes = new HashMap<>();
  private final Moments targets;
  private double weight;
  private long rows;

  private Statistics(ColumnIndex columns, PreprocessingSpec spec) {
    this.columns = columns;
    this.inputs = InputStatistics.empty(columns, spec);
    this.targets = new Moments(columns.targetSlots.length);
  }

  /** Statistics of no rows. */
  public static Statistics empty(Columns columns, PreprocessingSpec spec) {
    return new Statistics(new ColumnIndex(columns), spec);
  }

  /**
   * Counts a training row.
   *
   * @throws DataException if its label is missing, its weight is not a number ≥ 0, a number is
   *     infinite, or a column has far too many categories
   */
  public void add(Row row) {
    rows++;
    weight += columns.weight(row);
    inputs.add(row);
    if (columns.classSlot >= 0) {
      Categories.count(classes, columns.classColumn, columns.label(row), 1);
    }
    for (int i = 0; i < columns.targetSlots.length; i++) {
      targets.add(i, columns.target(row, i));
    }
  }

  /** The statistics of both; this one is reused for them. */
  public Statistics merge(Statistics right) {
    rows += right.rows;
    weight += right.weight;
    inputs.merge(right.inputs);
    targets.merge(right.targets);
    right.classes.forEach(
        (text, rows) -> Categories.count(classes, columns.classColumn, text, rows[0]));
    return this;
  }

  /** Rows counted. */
  public long rows() {
    return rows;
  }

  /** The sum of their weights, class weights aside. */
  public double weight() {
    return weight;
  }

  /** Rows of each class; empty for a regression. */
  public Map<String, Long> classes() {
    Map<String, Long> counts = new TreeMap<>();
    classes.forEach((name, rows) -> counts.put(name, rows[0]));
    return counts;
  }

  Moments targets() {
    return targets;
  }

  InputStatistics inputs() {
    return inputs;
  }
}
