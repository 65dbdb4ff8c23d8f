package dev.bellows.data.generator;

import java.util.Map;

/** Reads what a generator can be told. */
final class Options {
  private Options() {}

  /** A whole number from {@code least} to {@code most}. */
  static int whole(Map<String, String> options, String name, int fallback, int least, int most) {
    String text = options.get(name);
    if (text == null) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text.trim());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) { // told below
    }
    throw new IllegalArgumentException(
        "Invalid %s: %s: must be a whole number from %d to %d".formatted(name, text, least, most));
  }

  /** A number that is not negative. */
  static double positive(Map<String, String> options, String name, double fallback) {
    String text = options.get(name);
    if (text == null) {
      return fallback;
    }
    try {
      double value = Double.parseDouble(text.trim());
      if (value >= 0 && !Double.isInfinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) { // told below
    }
    throw new IllegalArgumentException(
        "Invalid %s: %s: must be a number ≥ 0".formatted(name, text));
  }
}
