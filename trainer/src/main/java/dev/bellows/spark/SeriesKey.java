package dev.bellows.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;

/**
 * Where a row stands in its series: numbers in their order, dates and times by their ISO text. A
 * class, not a record, since Kryo may write it.
 */
final class SeriesKey implements Serializable, Comparable<SeriesKey> {
  private static final long serialVersionUID = 1;
  private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}(-\\d{2}.*)?");

  private final String[] group;
  private final double number; // NaN for a date
  private final String text;

  private SeriesKey(String[] group, double number, String text) {
    this.group = group;
    this.number = number;
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
    double number = Double.NaN;
    if (!ISO.matcher(text).matches()) {
      try {
        number = cells.number(row.get(order), names[order]);
      } catch (BadValue | ClassCastException e) {
        throw new BadValue(
            "Invalid order: %s in column %s".formatted(BadValue.quote(text), names[order]),
            "must be a number, or a date or time like 2024-12-31; convert it with a query");
      }
    }
    return new SeriesKey(series, number, text);
  }

  private static String present(Row row, int cell, Cells cells, String[] names) {
    String text = cells.text(row.get(cell));
    if (text == null) {
      throw new BadValue(
          "Invalid series: nothing in column " + names[cell],
          "each row needs its place; leave such rows out with a query");
    }
    return text;
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
    return Double.isNaN(number) != Double.isNaN(other.number);
  }

  @Override
  public int compareTo(SeriesKey other) {
    int series = Arrays.compare(group, other.group);
    if (series != 0) {
      return series;
    }
    return Double.isNaN(number) && Double.isNaN(other.number)
        ? text.compareTo(other.text)
        : Double.compare(number, other.number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesKey key && compareTo(key) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * groupHash() + Double.hashCode(number);
  }

  /** As messages show it: {@code 2024-12-31 of S1}. */
  @Override
  public String toString() {
    return group.length == 0 ? text : "%s of %s".formatted(text, String.join(", ", group));
  }
}
