package dev.bellows.data;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** How often each token occurs in the texts of some rows. A class, not a record: Kryo writes it. */
final class TokenCounts implements Serializable {
  private static final long serialVersionUID = 1;

  /** More different tokens than this are no words, and would not fit the driver's memory. */
  static final int MAX_TOKENS = 1 << 22;

  private final HashMap<String, long[]> counts = new HashMap<>();

  /**
   * Counts the tokens of one text.
   *
   * @throws DataException if there are far too many different ones
   */
  void add(Iterable<String> tokens, String column) {
    for (String token : tokens) {
      add(token, 1, column);
    }
  }

  void merge(TokenCounts right, String column) {
    right.counts.forEach((token, count) -> add(token, count[0], column));
  }

  Map<String, long[]> counts() {
    return counts;
  }

  private void add(String token, long times, String column) {
    long[] count = counts.get(token);
    if (count != null) {
      count[0] += times;
    } else if (counts.size() < MAX_TOKENS) {
      counts.put(token, new long[] {times});
    } else {
      throw new DataException(
          "Cannot make a vocabulary of column '%s': it has more than %,d different tokens; take its characters, or clean it with a query"
              .formatted(column, MAX_TOKENS));
    }
  }
}
