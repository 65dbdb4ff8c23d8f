package dev.bellows.data.generator;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** All generators, by name. */
public final class Generators {
  /** Their names. */
  public static final List<String> NAMES =
      List.of("churn", "digits", "houses", "polynomial", "spirals");

  private Generators() {}

  /**
   * The generator {@code name}.
   *
   * @param seed decides the rows
   * @param options {@code classes} and {@code noise} of spirals, {@code degree} and {@code noise}
   *     of polynomial
   * @throws IllegalArgumentException if there is no such generator or option
   */
  public static Generator of(String name, long seed, Map<String, String> options) {
    Generator generator =
        switch (name) {
          case "churn" -> new Churn(seed);
          case "digits" -> new Digits(seed);
          case "houses" -> new Houses(seed);
          case "polynomial" ->
              new Polynomial(
                  seed,
                  Options.whole(options, "degree", 3, 0, 32),
                  Options.positive(options, "noise", 0.1));
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
