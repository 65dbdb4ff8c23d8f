package dev.bellows.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.train.ExecutorReport;
import dev.bellows.train.StepReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StragglersTest {
  private static final long MILLI = 1_000_000;

  private final Stragglers stragglers = new Stragglers();

  private void step(ExecutorReport... executors) {
    stragglers.onStep(new StepReport(0, 0, 1, 1, 0.1, 32, 1, 1, 1, Arrays.asList(executors)));
  }

  private static ExecutorReport executor(String id, long computeMillis, long waitMillis) {
    return new ExecutorReport(
        id, "host-" + id, computeMillis * MILLI, waitMillis * MILLI, 2_000, 1_500);
  }

  private String printed() {
    StringWriter text = new StringWriter();
    stragglers.print(new PrintWriter(text));
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  @Test
  void theSlowestComesFirst() {
    step(executor("0", 2, 3), executor("1", 4, 0));
    step(executor("0", 4, 1), executor("1", 6, 1));
    step(executor("0", 3, 0), executor("1", 2, 1));
    step(executor("0", 1, 0)); // the other is gone

    assertThat(printed())
        .isEqualTo(
            """
            executor 1 on host-1: 3 steps; a step: compute 4.00 ms, wait 0.67 ms, 2.0 KB in, 1.5 KB out; the slowest in 50 %
            executor 0 on host-0: 4 steps; a step: compute 2.50 ms, wait 1.00 ms, 2.0 KB in, 1.5 KB out; the slowest in 50 %
            """);
  }

  @Test
  void whoIsAloneIsNotCompared() {
    step(executor("0", 2, 3));
    assertThat(printed()).isEmpty();
  }
}
