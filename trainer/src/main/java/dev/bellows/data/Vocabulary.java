package dev.bellows.data;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which tokens have an id: 0 is padding, 1 every token without one, and from 2 on the tokens by how
 * often they occur in the training rows, those that occur as often by their code points.
 */
public final class Vocabulary {
  /** The id of what stands after a text's end. */
  public static final int PADDING = 0;

  /** The id of every token that training had not, or not often enough. */
  public static final int UNKNOWN = 1;

  static final int FIRST_TOKEN = 2;

  private Vocabulary() {}

  /**
   * The tokens with the ids 2, 3 …
   *
   * @param counts how often each token occurs
   */
  static List<String> fit(Map<String, long[]> counts, InputSpec.Text spec) {
    Comparator<Map.Entry<String, long[]>> byCount =
        Comparator.comparingLong(token -> -token.getValue()[0]);
    return counts.entrySet().stream()
        .filter(token -> token.getValue()[0] >= spec.minCount())
        .sorted(byCount.thenComparing(Map.Entry::getKey, Vocabulary::compareCodePoints))
        .limit(spec.vocabulary() - FIRST_TOKEN)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Unlike {@link String#compareTo}, which puts what takes two chars before some that take one. */
  static int compareCodePoints(String left, String right) {
    int[] a = left.codePoints().toArray();
    int[] b = right.codePoints().toArray();
    return java.util.Arrays.compare(a, b);
  }
}
