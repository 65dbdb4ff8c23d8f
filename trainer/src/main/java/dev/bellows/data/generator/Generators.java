package dev.bellows.data.generator;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** All generators, by name. */
public final class Generators {
  /** Their names. */
  public static final List<String> NAMES =
      List.of("brackets", "churn", "demand", "digits", "houses", "polynomial", "shapes", "spirals");

  private Generators() {}

  /**
   * The generator {@code name}.
   *
   * @param seed decides the rows
   * @param options {@code length} and {@code kinds} of brackets, {@code stores} and {@code noise}
   *     of demand, {@code degree} and {@code noise} of polynomial, {@code classes} and {@code
   *     noise} of spirals
   * @throws IllegalArgumentException if there is no such generator or option
   */
  public static Generator of(String name, long seed, Map<String, String> options) {
    Generator generator =
        switch (name) {
          case "brackets" ->
              new Brackets(
                  seed,
                  Options.whole(options, "length", 24, 2, 10_000),
                  Options.whole(options, "kinds", 2, 1, Brackets.MOST_KINDS));
          case "churn" -> new Churn(seed);
          case "demand" ->
              new Demand(
                  seed,
                  Options.whole(options, "stores", 5, 1, 1_000_000),
                  Options.positive(options, "noise", 0.05));
          case "digits" -> new Digits(seed);
          case "houses" -> new Houses(seed);
          case "polynomial" ->
              new Polynomial(
                  seed,
                  Options.whole(options, "degree", 3, 0, 32),
                  Options.positive(options, "noise", 0.1));
          case "shapes" -> new Shapes(seed);
          case "spirals" ->
              new Spirals(
                  seed,
                  Options.whole(options, "classes", 2, 2, 20),
                  Options.positive(options, "noise", 0.1));
          default ->
              throw new IllegalArgumentException(
                  "Invalid generator: %s: must be one of %s"
                      .formatted(name, String.join(", ", NAMES)));
        };
    List<String> known =
        switch (name) {
          case "brackets" -> List.of("kinds", "length");
          case "demand" -> List.of("noise", "stores");
          case "polynomial" -> List.of("degree", "noise");
          case "spirals" -> List.of("classes", "noise");
          default -> List.of();
        };
    for (String option : new TreeSet<>(options.keySet())) {
      if (!known.contains(option)) {
        throw new IllegalArgumentException(
            "Invalid option of generator %s: %s: it knows %s"
                .formatted(name, option, known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
    return generator;
  }
}
