package dev.bellows.job;

import java.util.Collection;
import java.util.Locale;

/** Names as a user writes them. */
final class Names {
  private Names() {}

  /** A constant's name in a spec: {@code MIN_MAX} is {@code min-max}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The one of {@code names} that {@code written} was most likely meant to be: the fewest edits
   * away, and no more than a third of its letters, or its initials; null where none is.
   */
  static String nearest(String written, Collection<String> names) {
    String plain = plain(written);
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String name : names) {
      int edits = plain.equals(initials(name)) ? 0 : edits(plain, plain(name));
      if (edits < fewest && edits <= Math.max(1, name.length() / 3)) {
        best = name;
        fewest = edits;
      }
    }
    return best;
  }

  /** {@code ; did you mean adam?}, or nothing. */
  static String suggestion(String written, Collection<String> names) {
    String nearest = nearest(written, names);
    return nearest == null ? "" : "; did you mean " + nearest + "?";
  }

  /** {@code binary-cross-entropy} is {@code bce}; nothing for a single word. */
  private static String initials(String name) {
    return name.indexOf('-') < 0 ? "" : name.replaceAll("([a-z0-9])[a-z0-9]*-?", "$1");
  }

  /** {@code batchSize}, {@code batch_size} and {@code Batch Size} are {@code batch-size}. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours that turn {@code a} into {@code b}
   * (Damerau, 1964; Levenshtein, 1966).
   */
  private static int edits(String a, String b) {
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
          continue;
        }
        int replace = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, distance[i - 2][j - 2] + 1);
        }
        distance[i][j] = best;
      }
    }
    return distance[a.length()][b.length()];
  }
}
