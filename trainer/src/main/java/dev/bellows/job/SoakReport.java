package dev.bellows.job;

import dev.bellows.soak.Outcome;
import dev.bellows.soak.Soak;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How trainings under faults went.
 *
 * @param versions of Bellows, Spark and Java
 * @param faults a summary each
 * @param trials one after the other
 */
record SoakReport(Map<String, String> versions, List<Summary> faults, List<Outcome> trials) {
  private static final String ROW = "%-20s %6s %6s %9s %9s %9s  %s%n";
  private static final String SUMMARY = "%-20s %8s %8s %11s %14s %21s%n";

  /**
   * What came of one fault.
   *
   * @param fault its name
   * @param description what happens
   * @param injected how often it was made to happen
   * @param survived how often training came to the right weights or, where it could not go on, said
   *     so and why
   * @param roundsLost in all trainings
   * @param stepsRepeated in all trainings
   * @param secondsLost a training
   */
  record Summary(
      String fault,
      String description,
      int injected,
      int survived,
      int roundsLost,
      int stepsRepeated,
      Quartiles secondsLost) {
    static Summary of(String fault, List<Outcome> outcomes) {
      return new Summary(
          fault,
          Soak.description(fault),
          (int) outcomes.stream().filter(outcome -> outcome.step() >= 0).count(),
          (int) outcomes.stream().filter(outcome -> !isFailed(outcome)).count(),
          outcomes.stream().mapToInt(outcome -> outcome.losses().size()).sum(),
          outcomes.stream().mapToInt(Outcome::stepsRepeated).sum(),
          Quartiles.of(outcomes.stream().mapToDouble(Outcome::secondsLost).toArray()));
    }
  }

  static SoakReport of(List<Outcome> trials) {
    Map<String, List<Outcome>> byFault =
        trials.stream()
            .collect(
                Collectors.groupingBy(Outcome::fault, LinkedHashMap::new, Collectors.toList()));
    List<Summary> summaries =
        byFault.entrySet().stream().map(one -> Summary.of(one.getKey(), one.getValue())).toList();
    return new SoakReport(Versions.all(), summaries, trials);
  }

  static boolean isFailed(Outcome outcome) {
    return outcome.end() == Outcome.End.FAILED;
  }

  static void printHeading(PrintWriter out) {
    out.printf(ROW, "fault", "seed", "step", "seconds", "lost", "repeated", "end");
    out.flush();
  }

  static void print(Outcome outcome, PrintWriter out) {
    String end =
        switch (outcome.end()) {
          case SAME_BITS -> "same bits";
          case NAMED_REASON -> "gave up: " + outcome.message();
          case FAILED -> "FAILED: " + outcome.message();
        };
    out.printf(
        ROW,
        outcome.fault(),
        outcome.seed(),
        outcome.step(),
        seconds(outcome.seconds()),
        seconds(outcome.secondsLost()),
        outcome.stepsRepeated(),
        end);
    out.flush();
  }

  void printSummary(PrintWriter out) {
    out.printf(
        "%n" + SUMMARY,
        "fault",
        "injected",
        "survived",
        "rounds lost",
        "steps repeated",
        "seconds lost (median)");
    for (Summary summary : faults) {
      out.printf(
          SUMMARY,
          summary.fault(),
          summary.injected(),
          summary.survived(),
          summary.roundsLost(),
          summary.stepsRepeated(),
          seconds(summary.secondsLost().median()));
    }
    out.flush();
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
