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

  private final ColumnIndex columns;
  private final boolean sampling;
  private final NumberStatistics numbers;
  private final ArrayList<HashMap<String, long[]>> texts = new ArrayList<>(); // null: missing
  private ArrayList<Row> sample = new ArrayList<>();

  TableStatistics(ColumnIndex columns, PreprocessingSpec spec) {
    this.columns = columns;
    this.sampling = spec.polynomialDegree() > 1;
    this.numbers = new NumberStatistics(columns.numbers, spec);
    for (int i = 0; i < columns.textSlots.length; i++) {
      texts.add(new HashMap<>());
    }
  }

  @Override
  public void add(Row row) {
    for (int i = 0; i < columns.numberSlots.length; i++) {
      numbers.add(i, row.number(columns.numberSlots[i]));
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

  /** Of the numeric features, in the order of {@link ColumnIndex}. */
  NumberStatistics numbers() {
    return numbers;
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
