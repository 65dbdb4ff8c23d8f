package dev.bellows.report;

import dev.bellows.train.StepReport;
import dev.bellows.train.TrainingListener;
import java.io.PrintWriter;

/** Tells at the end of a run which executors the others have waited for. */
public final class Stragglers implements TrainingListener {
  private final ExecutorMeans means = new ExecutorMeans();

  @Override
  public void onStep(StepReport report) {
    means.add(report.executors());
  }

  /** Prints a line for each executor, the slowest first; nothing where there were not two. */
  public void print(PrintWriter out) {
    if (means.count() > 1) {
      means.print(out);
    }
  }
}
