package dev.bellows.job;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as a spec has them: {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 2d}. */
final class Durations {
  private static final Pattern PART = Pattern.compile("([0-9]+)([smhd])");

  private Durations() {}

  /**
   * The sum of the parts.
   *
   * @throws IllegalArgumentException if {@code text} is no such duration
   */
  static Duration parse(String text) {
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    int end = 0;
    while (part.find() && part.start() == end) {
      long number = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
              });
      end = part.end();
    }
    if (end == 0 || end < text.length()) {
      throw new IllegalArgumentException(
          "Invalid duration: %s: must be like 90s, 10m or 1h30m".formatted(text));
    }
    return sum;
  }
}
