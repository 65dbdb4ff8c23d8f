package dev.bellows.linalg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The choice of an implementation: the first of these that can be had, or the one that was asked
 * for.
 *
 * @param library what was chosen
 * @param reason which it is, and why those before it were not taken, in one line
 */
record BlasChoice(BlasLibrary library, String reason) {

  /** Names the one implementation to take: native, system, vector or java. */
  static final String IMPLEMENTATION = "bellows.blas";

  /** Names the number of threads that one call may use. */
  static final String THREADS = "bellows.blas.threads";

  private static final String THREADS_VARIABLE = "OPENBLAS_NUM_THREADS";

  private interface Source {
    BlasLibrary load() throws BlasUnavailable;
  }

  /** Chooses by this JVM's system properties and environment. */
  static BlasChoice make() {
    return make(
        System.getProperty(IMPLEMENTATION),
        threads(System.getProperty(THREADS), System.getenv(THREADS_VARIABLE)),
        LibraryFolder.candidates());
  }

  /**
   * Chooses.
   *
   * @param asked the one implementation to take, or null for the first that can be had
   * @param folders where native libraries may be unpacked, in order of preference
   * @throws IllegalArgumentException when no implementation has this name
   * @throws IllegalStateException when the one asked for cannot be had
   */
  static BlasChoice make(String asked, int threads, List<Path> folders) {
    Map<String, Source> sources = new LinkedHashMap<>();
    NativeBlas natives = new NativeBlas(folders);
    sources.put("native", () -> natives.openBlas(threads));
    sources.put("system", natives::system);
    sources.put("vector", JavaBlas::vector);
    sources.put("java", JavaBlas::plain);
    if (asked != null) {
      return only(asked, sources);
    }
    List<String> refusals = new ArrayList<>();
    for (Map.Entry<String, Source> source : sources.entrySet()) {
      try {
        return new BlasChoice(source.getValue().load(), String.join("; ", refusals));
      } catch (BlasUnavailable e) {
        refusals.add("no " + source.getKey() + ": " + e.getMessage());
      }
    }
    throw new IllegalStateException("Cannot multiply matrices: " + String.join("; ", refusals));
  }

  private static BlasChoice only(String asked, Map<String, Source> sources) {
    Source source = sources.get(asked);
    if (source == null) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid %s: '%s': must be one of %s",
              IMPLEMENTATION, asked, String.join(", ", sources.keySet())));
    }
    try {
      return new BlasChoice(source.load(), IMPLEMENTATION + "=" + asked);
    } catch (BlasUnavailable e) {
      throw new IllegalStateException(
          String.format(
              "Cannot use the BLAS asked for by %s=%s: %s (leave the property out to take the"
                  + " best that can be had)",
              IMPLEMENTATION, asked, e.getMessage()),
          e);
    }
  }

  /** The property, else the variable, else one: tasks run side by side and must not compete. */
  static int threads(String property, String variable) {
    String name = property != null ? THREADS : THREADS_VARIABLE;
    String value = property != null ? property : variable;
    if (value == null || value.isBlank()) {
      return 1;
    }
    if (!value.strip().matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          "Invalid " + name + ": '" + value + "': must be a whole number from 1 to 9999");
    }
    return Integer.parseInt(value.strip());
  }

  /** What was chosen, and in brackets why not what comes before it. */
  String describe() {
    return library.kernel() + (reason.isEmpty() ? "" : " (" + reason + ")");
  }
}
