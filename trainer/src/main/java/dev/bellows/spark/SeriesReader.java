package dev.bellows.spark;

import dev.bellows.data.InputSpec;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.Tuple2;

/** Reads a row of a series: its place, the numbers of its step, and the cells to hand on. */
final class SeriesReader implements Serializable {
  private static final long serialVersionUID = 1;
  private final String[] names;
  private final int[] columns;
  private final int[] group;
  private final int order;
  private final int[] kept;
  private final Cells cells;
  private final BadRowFinder finder;

  /**
   * @param names of the cells of a row
   * @param kept the names of the cells to hand on
   * @param missing texts that stand for a missing value
   */
  SeriesReader(
      InputSpec.Series series,
      String[] names,
      String[] kept,
      List<String> missing,
      BadRowFinder finder) {
    List<String> all = Arrays.asList(names);
    this.names = names;
    this.columns = series.columns().stream().mapToInt(all::indexOf).toArray();
    this.group = series.group().stream().mapToInt(all::indexOf).toArray();
    this.order = all.indexOf(series.order());
    this.kept = Arrays.stream(kept).mapToInt(all::indexOf).toArray();
    this.cells = new Cells(missing);
    this.finder = finder;
  }

  /**
   * Reads a row whose cell after the named ones says what is wrong with it.
   *
   * @throws dev.bellows.data.DataException if anything is
   */
  Tuple2<SeriesKey, Row> read(Row row) {
    if (!row.isNullAt(names.length)) {
      throw finder.explain(finder.problem(row.getString(names.length)), row, other -> {});
    }
    return readGood(row);
  }

  /** Reads a row that its source could read. */
  Tuple2<SeriesKey, Row> readGood(Row row) {
    try {
      return typed(row);
    } catch (BadValue e) {
      throw finder.explain(e, row, this::typed);
    }
  }

  private Tuple2<SeriesKey, Row> typed(Row row) {
    Object[] step = new Object[1 + kept.length];
    double[] numbers = new double[columns.length];
    for (int i = 0; i < columns.length; i++) {
      numbers[i] = number(row, columns[i]);
    }
    step[0] = numbers;
    for (int i = 0; i < kept.length; i++) {
      step[i + 1] = row.get(kept[i]);
    }
    SeriesKey key = SeriesKey.of(row, group, order, cells, names);
    return new Tuple2<>(key, RowFactory.create(step));
  }

  private double number(Row row, int cell) {
    try {
      return cells.number(row.get(cell), names[cell]);
    } catch (BadValue e) {
      throw e.orElse("mend it, or list it under missing-values");
    }
  }
}
