package dev.bellows.spark;

import dev.bellows.data.DataException;

/**
 * A row that cannot be read, before anyone knows where it stands. Without a stack: where rows are
 * dropped, it is thrown for each.
 */
final class BadValue extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String wayOut;

  /**
   * @param what is wrong with which value
   * @param wayOut what can be done
   */
  BadValue(String what, String wayOut) {
    super(what, null, false, false);
    this.wayOut = wayOut;
  }

  /** The same with another way out. */
  BadValue orElse(String otherWayOut) {
    return new BadValue(getMessage(), otherWayOut);
  }

  /** The message for the user. */
  DataException at(String where) {
    return new DataException(
        where.isEmpty()
            ? getMessage() + ": " + wayOut
            : "%s, %s: %s".formatted(getMessage(), where, wayOut));
  }

  /** A value as messages show it: on one line and not too long. */
  static String quote(Object value) {
    if (value == null) {
      return "nothing";
    }
    String text = String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
    return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
  }
}
