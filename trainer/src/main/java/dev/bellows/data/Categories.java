package dev.bellows.data;

import java.util.Map;

/** Counts rows by their text in a column. */
final class Categories {
  /** More categories than this in one column are an identifier's. */
  static final int MAX_CATEGORIES = 1 << 16;

  private Categories() {}

  /**
   * Counts {@code rows} more with {@code text}; null is missing.
   *
   * @throws DataException if there are far too many different ones
   */
  static void count(Map<String, long[]> into, String column, String text, long rows) {
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
}
