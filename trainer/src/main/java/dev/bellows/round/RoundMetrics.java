package dev.bellows.round;

import com.codahale.metrics.MetricRegistry;
import dev.bellows.train.ExecutorReport;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Counts what becomes of rounds for {@link MetricsPlugin}, if it is on. */
final class RoundMetrics {
  private static final String DEALS = "deals";
  private static final String LOSSES = "losses";
  private static final String REPEATED = "repeated-steps";
  private static final String STEPS = "steps";

  /** Counters that are there before the first round. */
  static final List<String> NAMES = List.of(DEALS, LOSSES, REPEATED, STEPS);

  private final MetricRegistry registry = MetricsPlugin.registry();

  void dealt() {
    count(DEALS, 1);
  }

  void lost() {
    count(LOSSES, 1);
  }

  void repeated() {
    count(REPEATED, 1);
  }

  void step(List<ExecutorReport> reports) {
    if (registry == null) {
      return;
    }
    count(STEPS, 1);
    for (ExecutorReport report : reports) {
      String executor = "executor." + report.executor();
      registry.timer(executor + ".compute").update(report.computeNanos(), TimeUnit.NANOSECONDS);
      registry.timer(executor + ".wait").update(report.waitNanos(), TimeUnit.NANOSECONDS);
      count(executor + ".received", report.received());
      count(executor + ".sent", report.sent());
    }
  }

  private void count(String name, long more) {
    if (registry != null) {
      registry.counter(name).inc(more);
    }
  }
}
