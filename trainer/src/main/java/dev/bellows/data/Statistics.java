package dev.bellows.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
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

  /** More categories than this in one column are an identifier's. */
  static final int MAX_CATEGORIES = 1 << 16;

  /**
   * Rows kept where monomials need scales: those whose identity is lowest, whoever counts them in
   * which order.
   */
  static final int SAMPLE = 4096;

  private static final int SKETCH_VALUES = 1 << 22; // of all columns

  private final ColumnIndex columns;
  private final boolean sampling;
  private final Moments numbers;
  private final QuantileSketch[] sketches; // empty unless medians are wanted
  private final ArrayList<HashMap<String, long[]>> texts = new ArrayList<>(); // null: missing
  private final HashMap<String, long[]> classes = new HashMap<>();
  private final Moments targets;
  private ArrayList<Row> sample = new ArrayList<>();
  private double weight;
  private long rows;

  private Statistics(ColumnIndex columns, PreprocessingSpec spec) {
    this.columns = columns;
    this.sampling = spec.polynomialDegree() > 1;
    int numeric = columns.numberSlots.length;
    this.numbers = new Moments(numeric);
    boolean medians = spec.missing().strategy() == PreprocessingSpec.Strategy.MEDIAN;
    this.sketches = new QuantileSketch[medians ? numeric : 0];
    for (int i = 0; i < sketches.length; i++) {
      sketches[i] = new QuantileSketch(Math.max(1024, Math.min(1 << 16, SKETCH_VALUES / numeric)));
    }
    for (int i = 0; i < columns.textSlots.length; i++) {
      texts.add(new HashMap<>());
    }
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
    for (int i = 0; i < columns.numberSlots.length; i++) {
      double value = row.number(columns.numberSlots[i]);
      if (Double.isInfinite(value)) {
        throw new DataException(
            "Invalid number in column '%s': %s: must be finite"
                .formatted(columns.numbers[i], value));
      }
      numbers.add(i, value);
      if (sketches.length > 0 && !Double.isNaN(value)) {
        sketches[i].add(value);
      }
    }
    for (int i = 0; i < columns.textSlots.length; i++) {
      count(texts.get(i), columns.texts[i], row.text(columns.textSlots[i]), 1);
    }
    if (columns.classSlot >= 0) {
      count(classes, columns.classColumn, columns.label(row), 1);
    }
    for (int i = 0; i < columns.targetSlots.length; i++) {
      targets.add(i, columns.target(row, i));
    }
    if (sampling) {
      sample.add(row);
      thinOut(2 * SAMPLE);
    }
  }

  /** The statistics of both; this one is reused for them. */
  public Statistics merge(Statistics right) {
    rows += right.rows;
    weight += right.weight;
    numbers.merge(right.numbers);
    targets.merge(right.targets);
    for (int i = 0; i < sketches.length; i++) {
      sketches[i].merge(right.sketches[i]);
    }
    for (int i = 0; i < columns.textSlots.length; i++) {
      HashMap<String, long[]> into = texts.get(i);
      String name = columns.texts[i];
      right.texts.get(i).forEach((text, rows) -> count(into, name, text, rows[0]));
    }
    right.classes.forEach((text, rows) -> count(classes, columns.classColumn, text, rows[0]));
    sample.addAll(right.sample);
    thinOut(SAMPLE);
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

  /** Values of numeric feature {@code i}, in the order of {@link ColumnIndex}. */
  Moments numbers() {
    return numbers;
  }

  double median(int i) {
    return sketches[i].median();
  }

  /** How many rows have each text of categorical feature {@code i}; null is missing. */
  Map<String, long[]> texts(int i) {
    return texts.get(i);
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

  /** The rows of lowest identity, in its order; empty where nobody needs them. */
  List<Row> sample() {
    thinOut(0);
    return Collections.unmodifiableList(sample);
  }

  private static void count(Map<String, long[]> into, String column, String text, long rows) {
    long[] count = into.get(text);
    if (count != null) {
      count[0] += rows;
      return;
    }
    if (into.size() == MAX_CATEGORIES) {
      throw new DataException(
          "Cannot encode column '%s': it has more than %,d different texts, as identifiers have; drop it, or read it as numbers"
              .formatted(column, MAX_CATEGORIES));
    }
    into.put(text, new long[] {rows});
  }

  private void thinOut(int above) {
    if (sample.size() > above) {
      Collections.sort(sample);
      if (sample.size() > SAMPLE) {
        sample = new ArrayList<>(sample.subList(0, SAMPLE));
      }
    }
  }
}
