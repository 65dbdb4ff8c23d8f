package dev.bellows.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.metric.Evaluation;
import dev.bellows.train.EpochReport;
import dev.bellows.train.StepReport;
import dev.bellows.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * Writes {@code metrics.jsonl}: one JSON object a line, one for each epoch and one for every n
 * steps. Times are in milliseconds a step; of the steps since the line before, means are given for
 * times and loss, the last one's value for the rest. What is not a number is null.
 */
public final class MetricsLog implements TrainingListener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Writer out;
  private final int everySteps;
  private final StepMeans recent = new StepMeans();
  private final StepMeans epoch = new StepMeans();

  /**
   * @param out flushed after each line, not closed
   * @param everySteps steps from line to line; 0 for a line an epoch only
   */
  public MetricsLog(Writer out, int everySteps) {
    this.out = out;
    this.everySteps = everySteps;
  }

  @Override
  public void onStep(StepReport report) {
    recent.add(report);
    epoch.add(report);
    if (everySteps > 0 && (report.step() + 1) % everySteps == 0) {
      ObjectNode line = JSON.createObjectNode();
      line.put("event", "step");
      line.put("step", report.step());
      line.put("epoch", report.epoch());
      recent.describe(line);
      write(line);
      recent.clear();
    }
  }

  @Override
  public void onEpoch(EpochReport report) {
    ObjectNode line = JSON.createObjectNode();
    line.put("event", "epoch");
    line.put("epoch", report.epoch());
    line.put("step", report.steps());
    epoch.describe(line);
    number(line, "loss", report.loss());
    number(line, "rows_per_second", report.rows() / report.seconds());
    if (report.validation().rows() > 0) {
      line.set("validation", metrics(report.validation()));
    }
    write(line);
    epoch.clear();
  }

  /** All metrics of an evaluation, by name. */
  public static ObjectNode metrics(Evaluation evaluation) {
    ObjectNode metrics = JSON.createObjectNode();
    evaluation.values().forEach((metric, value) -> number(metrics, metric.label(), value));
    return metrics;
  }

  static void number(ObjectNode line, String name, double value) {
    if (Double.isFinite(value)) {
      line.put(name, value);
    } else {
      line.putNull(name);
    }
  }

  private void write(ObjectNode line) {
    try {
      out.write(JSON.writeValueAsString(line));
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write metrics.jsonl: " + e.getMessage(), e);
    }
  }
}
