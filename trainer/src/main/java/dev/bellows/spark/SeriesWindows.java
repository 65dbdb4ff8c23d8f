package dev.bellows.spark;

import dev.bellows.data.DataException;
import dev.bellows.data.InputSpec;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/** Slides over the sorted rows of some series, and holds no more of them than a window needs. */
final class SeriesWindows implements Iterator<Row> {
  /** Whose cells stand beside a window. */
  enum Beside {
    /** The row of the label, {@code horizon} rows after the window. */
    LABEL,
    /** The last row of the window: what comes after it need not be known. */
    LAST_STEP
  }

  private final Iterator<Tuple2<SeriesKey, Row>> rows;
  private final InputSpec.Series series;
  private final int ahead;
  private final Deque<Row> recent = new ArrayDeque<>();
  private SeriesKey last;
  private Row next;

  /**
   * @param rows by series and in their order; each has the numbers of its step, a {@code double[]},
   *     then the cells to deliver
   */
  SeriesWindows(Iterator<Tuple2<SeriesKey, Row>> rows, InputSpec.Series series, Beside beside) {
    this.rows = rows;
    this.series = series;
    this.ahead = beside == Beside.LABEL ? series.horizon() : 0;
  }

  @Override
  public boolean hasNext() {
    while (next == null && rows.hasNext()) {
      Tuple2<SeriesKey, Row> row = rows.next();
      take(row._1(), row._2());
    }
    return next != null;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = next;
    next = null;
    return row;
  }

  private void take(SeriesKey key, Row row) {
    if (last == null || !key.hasGroupOf(last)) {
      recent.clear();
    } else {
      check(key);
    }
    last = key;
    recent.addLast(row);
    if (recent.size() > series.steps() + ahead) {
      recent.removeFirst();
    }
    int known = recent.size() - ahead;
    boolean isLongEnough =
        series.shortHistory() == InputSpec.ShortHistory.PAD ? known > 0 : known == series.steps();
    if (isLongEnough) {
      next = withWindow(row, known);
    }
  }

  private void check(SeriesKey key) {
    if (key.isOfOtherKind(last)) {
      throw new DataException(
          "Cannot order a series by column %s: it has %s and %s; numbers and dates have no order"
              .formatted(series.order(), last, key));
    }
    if (key.compareTo(last) == 0) {
      throw new DataException(
          "Cannot order a series by column %s: it has two rows %s; %s"
              .formatted(
                  series.order(),
                  key,
                  series.group().isEmpty()
                      ? "name the columns that tell one series from another under group, or leave one row out"
                      : "leave one of them out, or sum them up with a query"));
    }
  }

  /** The cells of {@code row}, and the window of the first {@code known} recent rows. */
  private Row withWindow(Row row, int known) {
    int columns = series.columns().size();
    Double[] window = new Double[series.steps() * columns]; // null where there is nothing
    int at = 0;
    Iterator<Row> steps = recent.iterator();
    for (int step = 0; step < known; step++) {
      for (double value : (double[]) steps.next().get(0)) {
        window[at++] = Double.isNaN(value) ? null : value;
      }
    }
    Object[] cells = new Object[row.size()];
    for (int i = 1; i < cells.length; i++) {
      cells[i - 1] = row.get(i);
    }
    cells[cells.length - 1] = CollectionConverters.asScala(Arrays.asList(window)).toSeq();
    return RowFactory.create(cells);
  }
}
