package dev.bellows.spark;

import dev.bellows.data.Texts;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.spark.sql.Row;

/** Where a row stands in its series. A class, not a record, since Kryo may write it. */
final class SeriesKey implements Serializable, Comparable<SeriesKey> {
  private static final long serialVersionUID = 1;

  private final String[] group;
  private final BigDecimal place; // a double would make one of two long numbers
  private final boolean time;
  private final String text;

  private SeriesKey(String[] group, BigDecimal place, boolean time, String text) {
    this.group = group;
    this.place = place;
    this.time = time;
    this.text = text;
  }

  /**
   * The key of {@code row}.
   *
   * @param group the cells that tell one series from another
   * @param order the cell that orders a series
   * @throws BadValue if one is missing, or no order is to be seen in the last
   */
  static SeriesKey of(Row row, int[] group, int order, Cells cells, String[] names) {
    String[] series = new String[group.length];
    for (int i = 0; i < group.length; i++) {
      series[i] = present(row, group[i], cells, names);
    }
    String text = present(row, order, cells, names);
    Object cell = row.get(order);
    BigDecimal seconds = SeriesTimes.seconds(cell, text, names[order]);
    return seconds == null
        ? new SeriesKey(series, number(cell, text, cells, names[order]), false, text)
        : new SeriesKey(series, seconds, true, text);
  }

  /** The number in {@code cell} with all its digits, as its text has them. */
  private static BigDecimal number(Object cell, String text, Cells cells, String column) {
    double rounded;
    try {
      rounded = cells.number(cell, column);
    } catch (BadValue | ClassCastException e) {
      throw SeriesTimes.invalid(text, column);
    }
    if (Double.isNaN(rounded)) {
      throw missing(column);
    }
    return cell instanceof Boolean || !Double.isFinite(Texts.number(text))
        ? BigDecimal.valueOf(rounded)
        : new BigDecimal(text);
  }

  private static String present(Row row, int cell, Cells cells, String[] names) {
    String text = cells.text(row.get(cell));
    if (text == null) {
      throw missing(names[cell]);
    }
    return text;
  }

  private static BadValue missing(String column) {
    return new BadValue(
        "Invalid series: nothing in column " + column,
        "each row needs its place; leave such rows out with a query");
  }

  /** The same for all rows of a series, on every machine. */
  int groupHash() {
    return Arrays.hashCode(group);
  }

  boolean hasGroupOf(SeriesKey other) {
    return Arrays.equals(group, other.group);
  }

  /** Whether one is a number and the other a date, which have no order. */
  boolean isOfOtherKind(SeriesKey other) {
    return time != other.time;
  }

  @Override
  public int compareTo(SeriesKey other) {
    int series = Arrays.compare(group, other.group);
    return series != 0 ? series : place.compareTo(other.place);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesKey key && compareTo(key) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * groupHash() + Double.hashCode(place.doubleValue());
  }

  /** As messages show it: {@code 2024-12-31 of S1}. */
  @Override
  public String toString() {
    return group.length == 0 ? text : "%s of %s".formatted(text, String.join(", ", group));
  }
}
