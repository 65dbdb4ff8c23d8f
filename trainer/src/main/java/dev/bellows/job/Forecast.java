package dev.bellows.job;

import dev.bellows.data.Batch;
import dev.bellows.nn.Network;
import dev.bellows.nn.Pass;
import dev.bellows.nn.Workspace;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What a step of rounds is to take: its arithmetic, dealt to executors of one core, and the
 * exchange of parameters and gradients.
 *
 * @param arithmeticMillis of all rows of a step on one core of this machine
 * @param parameters of the network
 * @param shards of the data: more executors than that have nothing to do
 * @param cost of the exchange
 * @param source where {@code cost} was measured, in a few words
 */
record Forecast(
    double arithmeticMillis, int parameters, int shards, CostModel cost, String source) {
  private static final int MOST_EXECUTORS = 64;
  private static final long WARM_UP_NANOS = 500_000_000;
  private static final int REPEATS = 9;

  /**
   * The forecast for a job.
   *
   * @param some rows of the data, at least one
   */
  static Forecast of(JobSpec spec, Network network, Batch some, CostModel cost, String source) {
    double pass = passMillis(network, some, Math.min(some.rows(), spec.batchSize()));
    return new Forecast(pass * spec.batchSize(), network.size(), spec.shards(), cost, source);
  }

  /** Milliseconds of a row in the passes over {@code rows} rows. */
  private static double passMillis(Network network, Batch some, int rows) {
    Workspace workspace = new Workspace(network);
    float[] parameters = network.initialize(0);
    float[] gradient = new float[parameters.length];
    Batch slice = some.slice(0, rows);
    long begin = System.nanoTime();
    double[] millis = new double[REPEATS];
    for (int i = 0; i < REPEATS; ) {
      long start = System.nanoTime();
      Pass pass = new Pass(rows, Pass.Mode.TRAINING, 0);
      network.forward(workspace, pass, parameters, slice.inputs(), slice.inputOffset());
      network.backward(workspace, parameters, slice.inputs(), slice.inputOffset(), null, gradient);
      millis[i] = (System.nanoTime() - start) * 1e-6;
      i += start - begin > WARM_UP_NANOS ? 1 : 0;
    }
    return Quartiles.of(millis).median() / rows;
  }

  private double millis(int executors) {
    return arithmeticMillis / executors + cost.millis(executors, parameters);
  }

  void print(PrintWriter out) {
    int[] executors =
        IntStream.iterate(1, n -> n <= Math.min(shards, MOST_EXECUTORS), n -> 2 * n).toArray();
    out.printf(
        Locale.ROOT,
        "%na step    about %.2f ms of arithmetic on one core of this machine; on executors of one core, with an exchange as measured %s:%n",
        arithmeticMillis,
        source);
    row(out, "executors", executors, n -> "%d".formatted(n));
    row(out, "exchange, ms", executors, n -> number(cost.millis(n, parameters)));
    row(out, "a step, ms", executors, n -> number(millis(n)));
    int best = executors[0];
    for (int n : executors) {
      best = millis(n) < millis(best) ? n : best;
    }
    if (best < executors[executors.length - 1]) {
      out.printf(
          "advice: more than %d such executors cost more than they compute; rather give each more cores, or say a larger batch-size%n",
          best);
    }
    out.println();
  }

  private static void row(
      PrintWriter out, String name, int[] executors, IntFunction<String> value) {
    out.printf("%-14s", name);
    for (int n : executors) {
      out.printf("%10s", value.apply(n));
    }
    out.println();
  }

  private static String number(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%,.0f", millis);
  }
}
