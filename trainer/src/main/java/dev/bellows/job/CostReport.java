package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the cost of a step grows, and with what it was measured.
 *
 * @param machine of the driver
 * @param environment the variables that BLAS reads, null where one is not set
 * @param spark where the executors are, of which small points leave some idle
 * @param points by executors and parameters
 * @param model fitted to those that are not held out
 * @param slices for each number of executors but one, when slices would be better
 */
record CostReport(
    Diagnosis machine,
    Map<String, String> environment,
    EngineReport.Cluster spark,
    List<Row> points,
    CostModel model,
    List<Slices> slices) {
  /**
   * A measured point beside the model.
   *
   * @param modelMillis what the model says
   * @param isHeldOut whether the model does not know it
   */
  record Row(
      int executors, int parameters, Quartiles millis, double modelMillis, boolean isHeldOut) {
    /** The relative error of the model. */
    @JsonProperty
    double error() {
      return modelMillis / millis.median() - 1;
    }
  }

  /**
   * When the driver's star should give way to slices.
   *
   * @param parameters from which on they would halve the cost; null where they never do
   */
  record Slices(int executors, Double parameters) {
    static Slices of(int executors, CostModel model) {
      double from = model.parametersToSlice(executors);
      return new Slices(executors, Double.isInfinite(from) ? null : from);
    }
  }

  /**
   * The model of a report.
   *
   * @throws CommandException if there is none in {@code file}
   */
  static CostModel model(Path file) {
    try {
      return ReportJson.mapper()
          .treeToValue(
              ReportJson.mapper().readTree(file.toFile()).required("model"), CostModel.class);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandException(
          Status.SPEC,
          "Cannot read %s as what bellows cost --json writes: %s"
              .formatted(file, e.getMessage().lines().findFirst().orElse("")));
    }
  }

  void print(PrintWriter out) {
    out.printf(
        "%9s %12s %12s %10s %19s %10s %7s%n",
        "executors", "parameters", "MB a step", "ms a step", "quartiles", "model", "error");
    for (Row row : points) {
      out.printf(
          Locale.ROOT,
          "%9d %,12d %,12.2f %,10.3f %,9.3f %,9.3f %,10.3f %+6.0f%%%s%n",
          row.executors(),
          row.parameters(),
          2e-6 * Float.BYTES * row.executors() * row.parameters(),
          row.millis().median(),
          row.millis().lower(),
          row.millis().upper(),
          row.modelMillis(),
          100 * row.error(),
          row.isHeldOut() ? " held out" : "");
    }
    out.printf(
        Locale.ROOT,
        "%nmodel     %.3f ms, and for each executor %.3f ms, each byte through the driver %.3f ns, each float added up %.3f ns, each parameter %.3f ns%n",
        model.latencyMillis(),
        model.executorMillis(),
        model.byteNanos(),
        model.sumNanos(),
        model.updateNanos());
    for (Slices each : slices) {
      out.printf(
          Locale.ROOT,
          "slices    on %d executors would %s%n",
          each.executors(),
          each.parameters() == null
              ? "not halve it"
              : String.format(Locale.ROOT, "halve it from %,.0f parameters on", each.parameters()));
    }
    out.flush();
  }
}
