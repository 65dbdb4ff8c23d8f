package dev.bellows.job;

import dev.bellows.loss.Loss;
import dev.bellows.nn.Layer;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import dev.bellows.train.GradientCheck;
import dev.bellows.train.Program;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Says what a spec comes to. */
final class CheckReport {
  private static final String LAYER = "%-34s%16s%18s%n";
  private static final int ROWS_TO_NORMALIZE = 16;

  private final JobSpec spec;
  private final PrintWriter out;

  CheckReport(JobSpec spec, PrintWriter out) {
    this.spec = spec;
    this.out = out;
  }

  /** What there is to say without data. */
  void run() {
    if (spec.solver() == JobSpec.Solver.NORMAL_EQUATIONS) {
      out.printf(
          Locale.ROOT,
          "%s: %d shards, all rows once (normal-equations takes no steps)%n",
          spec.name(),
          spec.shards());
      return;
    }
    if (spec.optimizer().rule().isFullBatch()) {
      out.printf(
          Locale.ROOT,
          "%s: %d shards, all rows in each step (%s has no batch-size)%n",
          spec.name(),
          spec.shards(),
          spec.optimizer().rule().name());
      return;
    }
    int slice = Math.max(1, spec.training().batchSize() / spec.shards());
    out.printf(
        Locale.ROOT,
        "%s: %d shards, %d rows of each in a step of %d%n",
        spec.name(),
        spec.shards(),
        slice,
        spec.training().batchSize());
    if (slice < JobSpec.SLICE_ROWS && spec.shards() > 1) {
      out.printf(
          Locale.ROOT,
          "advice: below %d rows a slice a product loses a third of its speed; say shards: %d, or batch-size: %d%n",
          JobSpec.SLICE_ROWS,
          JobSpec.defaultShards(spec.training().batchSize()),
          JobSpec.SLICE_ROWS * spec.shards());
    }
    if (slice < ROWS_TO_NORMALIZE && spec.network().stream().anyMatch(LayerSpec::mixesRows)) {
      out.printf(
          Locale.ROOT,
          "advice: below %d rows a slice the mean and variance of batch-norm are mostly chance; say fewer shards, a larger batch-size, or layer-norm%n",
          ROWS_TO_NORMALIZE);
    }
  }

  /** What the sample tells about the source. */
  void data(DataSample sample) {
    boolean whole = sample.trainingRows() >= 0;
    out.printf(
        Locale.ROOT,
        "inputs: %s, from %d columns%s%n",
        sample.preprocessing().inputShape(),
        sample.sourceColumns(),
        whole ? "" : ", as the first " + count(sample.limit()) + " rows tell");
    if (sample.preprocessing().reconstructs()) {
      out.println("label: the inputs themselves");
      return;
    }
    List<String> classes = sample.preprocessing().classes();
    out.printf(
        Locale.ROOT,
        "label %s: %s%n",
        String.join(", ", sample.preprocessing().labels()),
        classes.isEmpty() ? "a number" : classes.size() + " classes");
  }

  /** How many steps an epoch has, where the rows are known. */
  void steps(long trainingRows, boolean exact) {
    if (trainingRows <= 0) {
      return;
    }
    out.printf(Locale.ROOT, "%s%,d rows for training", exact ? "" : "about ", trainingRows);
    if (spec.solver() == JobSpec.Solver.GRADIENT) {
      long steps = Program.stepsPerEpoch(trainingRows, spec.batchSize());
      out.printf(Locale.ROOT, ": %,d steps an epoch", steps);
    }
    out.println();
  }

  /** Layers with their shapes, and what they take. */
  void network(Network network, Loss loss, Footprint footprint) {
    out.println();
    out.printf(LAYER, "layer", "shape", "parameters");
    for (Layer layer : network.layers()) {
      String shape = "%s → %s".formatted(layer.inputShape(), layer.outputShape());
      String parameters = count(layer.parameterCount());
      out.printf(LAYER, layer.spec().summary(), shape, parameters);
    }
    out.printf(LAYER, "loss " + loss.name(), loss.link().name(), count(network.parameterCount()));
    out.println();
    if (spec.engine() == JobSpec.EngineName.LOCAL) {
      out.printf(
          Locale.ROOT,
          "driver    %s, and %s for each thread%n",
          Footprint.readable(footprint.driver()),
          footprint.executorTask());
      out.printf("rows      %s each, on the driver%n", Footprint.readable(footprint.row()));
      return;
    }
    out.printf(
        Locale.ROOT,
        "driver    %s, and %s for each %s%n",
        Footprint.readable(footprint.driver()),
        footprint.driverEach(),
        spec.engine() == JobSpec.EngineName.ROUNDS ? "executor" : "task");
    out.printf(
        Locale.ROOT,
        "executor  %s, and %s for each task that runs at once%n",
        footprint.executor(),
        footprint.executorTask());
    out.printf("rows      %s each, cached on the executors%n", Footprint.readable(footprint.row()));
  }

  /** What a step is to take on Spark. */
  void forecast(Forecast forecast) {
    forecast.print(out);
  }

  /** Whether backpropagation and difference quotients agree. */
  void gradients(List<GradientCheck.Block> blocks) {
    double largest = 0;
    for (GradientCheck.Block block : blocks) {
      if (block.checked() == 0) {
        out.printf(
            "the gradient of %s could not be checked: a kink is near every row%n", block.name());
        continue;
      }
      if (!block.passes()) {
        throw new CommandException(
            Status.INTERNAL,
            String.format(
                Locale.ROOT,
                "The gradient of %s is wrong: it differs by %.1e from the difference quotients, of %d entries checked; please report this spec",
                block.name(),
                block.largestError(),
                block.checked()));
      }
      largest = Math.max(largest, block.largestError());
    }
    out.printf(
        Locale.ROOT,
        "gradients agree with difference quotients to %.1e (%.0e is allowed)%n",
        largest,
        GradientCheck.TOLERANCE);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
