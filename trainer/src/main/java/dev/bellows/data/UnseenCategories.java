package dev.bellows.data;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many texts were encoded that training had not seen, column by column: one a task, merged in
 * any order.
 */
public final class UnseenCategories implements Serializable {
  private static final long serialVersionUID = 1;
  private final String[] columns;
  private final long[] counts;

  UnseenCategories(String[] columns) {
    this.columns = columns;
    this.counts = new long[columns.length];
  }

  void count(int column) {
    counts[column]++;
  }

  /** The counts of both; this one is reused for them. */
  public UnseenCategories merge(UnseenCategories right) {
    add(right.counts);
    return this;
  }

  /** How often, column by column, in the order of the categorical features. */
  public long[] counts() {
    return counts.clone();
  }

  /** Adds what {@link #counts} gave elsewhere. */
  public void add(long[] more) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += more[i];
    }
  }

  /** The columns that had any, with how many rows. */
  public Map<String, Long> byColumn() {
    Map<String, Long> found = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        found.put(columns[i], counts[i]);
      }
    }
    return found;
  }
}
