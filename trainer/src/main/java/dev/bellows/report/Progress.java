package dev.bellows.report;

import dev.bellows.metric.Evaluation;
import dev.bellows.train.EpochReport;
import dev.bellows.train.StepReport;
import dev.bellows.train.TrainingListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Shows how far training is: a line for each epoch and, on a terminal, a bar below with the loss of
 * the running epoch and the time left.
 */
public final class Progress implements TrainingListener {
  private static final int BAR = 30;
  private static final long REDRAW_NANOS = 100_000_000;
  private final PrintWriter out;
  private final Style style;
  private final int epochs;
  private final long steps;
  private final long start = System.nanoTime();
  private long drawn;

  /** Whether a line can be drawn over. */
  public enum Style {
    TERMINAL,
    LINES
  }

  /**
   * @param epochs of the whole run
   * @param stepsPerEpoch steps an epoch
   */
  public Progress(PrintWriter out, Style style, int epochs, int stepsPerEpoch) {
    this.out = out;
    this.style = style;
    this.epochs = epochs;
    this.steps = (long) epochs * stepsPerEpoch;
  }

  @Override
  public void onStep(StepReport report) {
    long now = System.nanoTime();
    if (style == Style.TERMINAL && now - drawn > REDRAW_NANOS) {
      drawn = now;
      long done = report.step() + 1;
      int filled = (int) (BAR * done / steps);
      long left = (long) ((double) (now - start) / done * (steps - done));
      out.printf(
          Locale.ROOT,
          "\r\u001b[K%s%s %3d %%  loss %.4g  %s left",
          "█".repeat(filled),
          "░".repeat(BAR - filled),
          100 * done / steps,
          report.loss(),
          time(left));
      out.flush();
    }
  }

  @Override
  public void onEpoch(EpochReport report) {
    if (style == Style.TERMINAL) {
      out.print("\r\u001b[K");
    }
    out.printf(
        Locale.ROOT,
        "epoch %d/%d  loss %.4g  %,.0f rows/s%s%n",
        report.epoch() + 1,
        epochs,
        report.loss(),
        report.rows() / report.seconds(),
        report.validation().rows() == 0 ? "" : "  validation: " + describe(report.validation()));
  }

  /** All metrics in one line: {@code loss 0.4175, accuracy 0.8040}. */
  private static String describe(Evaluation evaluation) {
    return evaluation.values().entrySet().stream()
        .map(entry -> describe(entry.getKey().label(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** A metric and its value, as a person reads it: {@code auc 0.8450}. */
  public static String describe(String metric, Double value) {
    return value == null
        ? metric + " unknown"
        : String.format(Locale.ROOT, Math.abs(value) < 1000 ? "%s %.4f" : "%s %.0f", metric, value);
  }

  private static String time(long nanos) {
    Duration left = Duration.ofNanos(nanos);
    return left.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
  }
}
