package dev.bellows.spark;

import dev.bellows.data.Texts;
import java.util.StringTokenizer;

/** A line {@code label index:value … # comment}; features that it does not name are 0. */
final class LibSvmLine {
  private static final String WAY_OUT = "mend the line, or set bad-rows: drop";

  private final double label;
  private final double[] features; // index 1 first

  private LibSvmLine(double label, double[] features) {
    this.label = label;
    this.features = features;
  }

  /** Whether {@code line} holds a row. */
  static boolean isRow(String line) {
    return !content(line).isEmpty();
  }

  /**
   * Reads a line with {@code width} features.
   *
   * @throws BadValue if it is not of this form
   */
  static LibSvmLine parse(String line, int width) {
    StringTokenizer tokens = new StringTokenizer(content(line));
    double label = number(tokens.nextToken(), "label");
    double[] features = new double[width];
    while (tokens.hasMoreTokens()) {
      String token = tokens.nextToken();
      int colon = token.indexOf(':');
      int index = index(token);
      if (index < 1) {
        throw new BadValue(
            "Invalid feature: %s is not of the form index:value with an index from 1"
                .formatted(BadValue.quote(token)),
            WAY_OUT);
      }
      if (index > width) {
        throw new BadValue(
            "Invalid feature: %s where there are %d features"
                .formatted(BadValue.quote(token), width),
            "set features to the largest index, mend the line, or set bad-rows: drop");
      }
      features[index - 1] = number(token.substring(colon + 1), "feature " + index);
    }
    return new LibSvmLine(label, features);
  }

  /** The largest index of a line; 0 where there is none. */
  static int lastIndex(String line) {
    int last = 0;
    StringTokenizer tokens = new StringTokenizer(content(line));
    while (tokens.hasMoreTokens()) {
      last = Math.max(last, index(tokens.nextToken()));
    }
    return last;
  }

  /** The label or the features. */
  Object cell(int field) {
    return field == 0 ? (Object) label : features;
  }

  private static int index(String token) {
    int colon = token.indexOf(':');
    if (colon < 1 || colon > 9) {
      return -1;
    }
    int index = 0;
    for (int i = 0; i < colon; i++) {
      char c = token.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      index = index * 10 + (c - '0');
    }
    return index;
  }

  private static double number(String text, String what) {
    double value = Texts.number(text);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new BadValue("Invalid number: %s as %s".formatted(BadValue.quote(text), what), WAY_OUT);
    }
    return value;
  }

  private static String content(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).trim();
  }
}
