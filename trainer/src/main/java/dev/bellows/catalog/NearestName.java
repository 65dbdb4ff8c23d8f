package dev.bellows.catalog;

import java.util.Collection;
import java.util.Locale;

/** Guesses the name that somebody meant who mistyped one. */
public final class NearestName {
  private NearestName() {}

  /**
   * The one of {@code names} that {@code written} was most likely meant to be: the fewest edits
   * away, and no more than a third of its letters, or its initials; null where none is.
   */
  public static String of(String written, Collection<String> names) {
    String plain = plain(written);
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String name : names) {
      int edits = plain.equals(initials(name)) ? 0 : EditDistance.between(plain, plain(name));
      if (edits < fewest && edits <= Math.max(1, name.length() / 3)) {
        best = name;
        fewest = edits;
      }
    }
    return best;
  }

  /** {@code ; did you mean adam?}, or nothing. */
  public static String suggestion(String written, Collection<String> names) {
    String nearest = of(written, names);
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
}
