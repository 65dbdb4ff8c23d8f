package dev.bellows.job;

import java.util.Locale;

/** Names as a user writes them. */
final class Names {
  private Names() {}

  /** A constant's name in a spec: {@code MIN_MAX} is {@code min-max}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
