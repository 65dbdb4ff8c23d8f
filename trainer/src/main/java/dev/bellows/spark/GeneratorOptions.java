package dev.bellows.spark;

import dev.bellows.data.generator.Generator;
import dev.bellows.data.generator.Generators;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a source of format generator says.
 *
 * @param generator which one
 * @param rows how many
 */
record GeneratorOptions(Generator generator, long rows) {
  private static final long DEFAULT_ROWS = 1000;

  /**
   * Reads the options of a source.
   *
   * @throws IllegalArgumentException if one is invalid
   */
  static GeneratorOptions of(Map<String, String> options) {
    Map<String, String> own = new TreeMap<>(options);
    own.remove("name");
    own.remove("rows");
    own.remove("seed");
    long rows = number(options, "rows", DEFAULT_ROWS);
    if (rows < 1) {
      throw new IllegalArgumentException("Invalid rows: %d: must be ≥ 1".formatted(rows));
    }
    return new GeneratorOptions(
        Generators.of(options.get("name"), number(options, "seed", 0), own), rows);
  }

  private static long number(Map<String, String> options, String name, long fallback) {
    String text = options.get(name);
    try {
      return text == null ? fallback : Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Invalid %s: %s: must be a whole number".formatted(name, text), e);
    }
  }
}
