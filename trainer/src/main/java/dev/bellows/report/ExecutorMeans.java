package dev.bellows.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.train.ExecutorReport;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each executor did in some steps: means a step. */
final class ExecutorMeans {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Totals> executors = new LinkedHashMap<>();
  private int steps;

  /** Of one executor. */
  private static final class Totals {
    private String host;
    private int steps;
    private long compute;
    private long wait;
    private long received;
    private long sent;
    private int slowest; // steps in which it computed longest

    double computeMillis() {
      return compute * 1e-6 / steps;
    }
  }

  void add(List<ExecutorReport> reports) {
    if (reports.isEmpty()) {
      return;
    }
    steps++;
    ExecutorReport slowest = reports.get(0);
    for (ExecutorReport report : reports) {
      Totals totals = executors.computeIfAbsent(report.executor(), id -> new Totals());
      totals.host = report.host();
      totals.steps++;
      totals.compute += report.computeNanos();
      totals.wait += report.waitNanos();
      totals.received += report.received();
      totals.sent += report.sent();
      slowest = report.computeNanos() > slowest.computeNanos() ? report : slowest;
    }
    executors.get(slowest.executor()).slowest++;
  }

  /** How many executors there were. */
  int count() {
    return executors.size();
  }

  /** Puts them into a line of {@code metrics.jsonl}, if there are any. */
  void describe(ObjectNode line) {
    if (executors.isEmpty()) {
      return;
    }
    ArrayNode list = line.putArray("executors");
    executors.forEach(
        (id, totals) -> {
          ObjectNode executor = JSON.createObjectNode();
          executor.put("executor", id);
          executor.put("host", totals.host);
          executor.put("steps", totals.steps);
          MetricsLog.number(executor, "compute_ms", totals.computeMillis());
          MetricsLog.number(executor, "wait_ms", totals.wait * 1e-6 / totals.steps);
          executor.put("received_bytes", totals.received / totals.steps);
          executor.put("sent_bytes", totals.sent / totals.steps);
          executor.put("slowest", totals.slowest);
          list.add(executor);
        });
  }

  /** Prints a line for each executor, the slowest first. */
  void print(PrintWriter out) {
    executors.entrySet().stream()
        .sorted(
            (a, b) -> Double.compare(b.getValue().computeMillis(), a.getValue().computeMillis()))
        .forEach(
            entry -> {
              Totals totals = entry.getValue();
              out.printf(
                  Locale.ROOT,
                  "executor %s on %s: %,d steps; a step: compute %.2f ms, wait %.2f ms, %,.1f KB in, %,.1f KB out; the slowest in %.0f %%%n",
                  entry.getKey(),
                  totals.host,
                  totals.steps,
                  totals.computeMillis(),
                  totals.wait * 1e-6 / totals.steps,
                  totals.received * 1e-3 / totals.steps,
                  totals.sent * 1e-3 / totals.steps,
                  100.0 * totals.slowest / steps);
            });
    out.flush();
  }

  void clear() {
    executors.clear();
    steps = 0;
  }
}
