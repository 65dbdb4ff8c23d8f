package dev.bellows.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The orders that decide bits where people would not want to be asked: of names and of categories.
 */
final class NaturalOrder {
  private NaturalOrder() {}

  /**
   * Names by their parts: runs of digits as numbers, the rest as text, so that {@code pixel[9]}
   * comes before {@code pixel[10]}.
   */
  static int compareNames(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length() && j < right.length()) {
      int leftEnd = digits(left, i);
      int rightEnd = digits(right, j);
      int order;
      if (leftEnd > i && rightEnd > j) {
        order = compareDigits(left.substring(i, leftEnd), right.substring(j, rightEnd));
        i = leftEnd;
        j = rightEnd;
      } else {
        order = Character.compare(left.charAt(i++), right.charAt(j++));
      }
      if (order != 0) {
        return order;
      }
    }
    int rest = Integer.compare(left.length() - i, right.length() - j);
    return rest != 0 ? rest : left.compareTo(right);
  }

  /** Texts in ascending order: as numbers where all are numbers, else as text. */
  static List<String> sorted(Collection<String> texts) {
    Comparator<String> order =
        texts.stream().allMatch(NaturalOrder::isNumber)
            ? Comparator.<String>comparingDouble(Texts::number)
                .thenComparing(Comparator.naturalOrder())
            : Comparator.naturalOrder();
    return texts.stream().sorted(order).toList();
  }

  private static int digits(String text, int from) {
    int to = from;
    while (to < text.length() && text.charAt(to) >= '0' && text.charAt(to) <= '9') {
      to++;
    }
    return to;
  }

  private static int compareDigits(String left, String right) {
    String a = left.replaceFirst("^0+(?=.)", "");
    String b = right.replaceFirst("^0+(?=.)", "");
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }

  private static boolean isNumber(String text) {
    return Double.isFinite(Texts.number(text));
  }
}
