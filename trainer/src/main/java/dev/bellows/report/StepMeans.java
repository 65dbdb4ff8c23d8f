package dev.bellows.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.train.StepReport;

/** Means over some steps. */
final class StepMeans {
  private int steps;
  private double loss;
  private long rows;
  private long compute;
  private long wait;
  private long update;
  private final ExecutorMeans executors = new ExecutorMeans();
  private StepReport last;

  void add(StepReport report) {
    steps++;
    loss += report.loss();
    rows += report.rows();
    compute += report.computeNanos();
    wait += report.waitNanos();
    update += report.updateNanos();
    executors.add(report.executors());
    last = report;
  }

  void describe(ObjectNode line) {
    if (steps == 0) {
      return;
    }
    MetricsLog.number(line, "loss", loss / steps);
    MetricsLog.number(line, "gradient_norm", last.gradientNorm());
    MetricsLog.number(line, "learning_rate", last.learningRate());
    MetricsLog.number(line, "rows_per_second", rows * 1e9 / (compute + wait + update));
    MetricsLog.number(line, "compute_ms", compute * 1e-6 / steps);
    MetricsLog.number(line, "wait_ms", wait * 1e-6 / steps);
    MetricsLog.number(line, "update_ms", update * 1e-6 / steps);
    executors.describe(line);
  }

  void clear() {
    steps = 0;
    loss = 0;
    rows = 0;
    compute = 0;
    wait = 0;
    update = 0;
    executors.clear();
    last = null;
  }
}
