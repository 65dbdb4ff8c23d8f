package dev.bellows.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Moments of numbers, counts of categories and a sample of the rows of a table. */
final class TableStatistics implements InputStatistics {
  private static final long serialVersionUID = 1;

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
  private ArrayList<Row> sample = new ArrayList<>();

  TableStatistics(ColumnIndex columns, PreprocessingSpec spec) {
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
  }

  @Override
  public void add(Row row) {
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
      Categories.count(texts.get(i), columns.texts[i], row.text(columns.textSlots[i]), 1);
    }
    if (sampling) {
      sample.add(row);
      thinOut(2 * SAMPLE);
    }
  }

  @Override
  public void merge(InputStatistics neighbour) {
    TableStatistics right = (TableStatistics) neighbour;
    numbers.merge(right.numbers);
    for (int i = 0; i < sketches.length; i++) {
      sketches[i].merge(right.sketches[i]);
    }
    for (int i = 0; i < columns.textSlots.length; i++) {
      HashMap<String, long[]> into = texts.get(i);
      String name = columns.texts[i];
      right.texts.get(i).forEach((text, rows) -> Categories.count(into, name, text, rows[0]));
    }
    sample.addAll(right.sample);
    thinOut(SAMPLE);
  }

  @Override
  public FittedInputs fit(PreprocessingSpec spec, Columns from, long rows) {
    return new TableFitting(from, spec, this, rows).fit();
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

  /** The rows of lowest identity, in its order; empty where nobody needs them. */
  List<Row> sample() {
    thinOut(0);
    return Collections.unmodifiableList(sample);
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
