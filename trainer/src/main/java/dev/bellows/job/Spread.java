package dev.bellows.job;

import dev.bellows.report.Manifest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How metrics differ from run to run: mean, standard deviation (of the sample), smallest and
 * largest.
 *
 * @param values of each metric, a run each
 */
record Spread(Map<String, List<Double>> values) {
  static Spread of(Map<Variation, Manifest> runs) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (Manifest manifest : runs.values()) {
      if (manifest.validation() != null) {
        manifest
            .validation()
            .forEach(
                (metric, value) ->
                    values
                        .computeIfAbsent(metric, key -> new ArrayList<>())
                        .add(value == null ? Double.NaN : value));
      }
    }
    return new Spread(values);
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-10s %12s %12s %12s %12s%n",
        "metric",
        "mean",
        "deviation",
        "smallest",
        "largest");
    values.forEach(
        (metric, all) -> {
          double mean = all.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
          double squares = all.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
          out.printf(
              Locale.ROOT,
              "%-10s %12s %12s %12s %12s%n",
              metric,
              number(mean),
              number(all.size() < 2 ? 0 : Math.sqrt(squares / (all.size() - 1))),
              number(all.stream().mapToDouble(value -> value).min().orElse(Double.NaN)),
              number(all.stream().mapToDouble(value -> value).max().orElse(Double.NaN)));
        });
    out.flush();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 1000 ? "%.4f" : "%.0f", value);
  }
}
