package dev.bellows.spark;

import dev.bellows.catalog.EditDistance;
import dev.bellows.data.DataException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of columns, for those who mistyped one. */
final class ColumnNames {
  /** Columns that a message lists. */
  private static final int LISTED = 20;

  private ColumnNames() {}

  /** The error that says which name was meant, as far as that can be told. */
  static DataException missing(String name, List<String> names, String source) {
    String hint =
        names.stream()
            .min(Comparator.comparingInt(other -> distance(name, other)))
            .filter(nearest -> distance(name, nearest) <= Math.max(2, name.length() / 3))
            .map(nearest -> "did you mean %s?".formatted(nearest))
            .orElseGet(() -> "it has " + list(names));
    return new DataException("Cannot find column %s in %s: %s".formatted(name, source, hint));
  }

  /**
   * Refuses a source with two columns of one name.
   *
   * @throws DataException if there are
   */
  static void requireUnique(List<String> names, String source) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new DataException(
            "Cannot read %s: it has two columns %s; rename one".formatted(source, name));
      }
    }
  }

  private static String list(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
    return names.size() <= LISTED ? some : some + ", … (%d in all)".formatted(names.size());
  }

  /** Edits from one name to the other, whatever the case. */
  private static int distance(String left, String right) {
    return EditDistance.between(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
  }
}
