package dev.bellows.job;

import dev.bellows.nn.Layer;
import dev.bellows.nn.Network;
import dev.bellows.optim.Optimizer;
import java.util.Locale;

/**
 * Memory that training takes, in bytes, beside the rows and what Spark itself needs.
 *
 * <pre>
 * driver          weights, those at the epoch's start, the best ones, the optimiser's slots
 * driver a task   the gradient sum that a task delivers
 * executor        weights
 * executor a task two gradients, of a shard and of the shards before it; a slice of rows;
 *                 activations and their gradients, of a slice or of 1,024 rows in an evaluation
 * row             inputs, targets and weight, in memory or on disk
 * </pre>
 *
 * @param driver once
 * @param driverTask for each task of a step
 * @param executor once for each
 * @param executorTask for each task that runs at once
 * @param row for each row
 */
record Footprint(long driver, long driverTask, long executor, long executorTask, long row) {
  private static final int EVALUATION_ROWS = 1024;

  static Footprint of(JobSpec spec, Network network, Optimizer optimizer, int targetWidth) {
    long parameters = (long) Float.BYTES * network.parameterCount();
    int best = spec.training().earlyStopping() == null ? 0 : 1;
    long row = Float.BYTES * ((long) network.inputs() + targetWidth + 1);
    int sliceRows = (spec.training().batchSize() + spec.shards() - 1) / spec.shards();
    int passRows =
        spec.data().validation() == null ? sliceRows : Math.max(sliceRows, EVALUATION_ROWS);
    long activations = 2L * Float.BYTES * network.layers().stream().mapToLong(Layer::outputs).sum();
    return new Footprint(
        parameters * (2 + best + optimizer.stateSlots()),
        parameters,
        parameters,
        2 * parameters + sliceRows * row + passRows * activations,
        row);
  }

  /** {@code bytes} in the unit that leaves a number to read. */
  static String readable(long bytes) {
    if (bytes < 10_000) {
      return String.format(Locale.ROOT, "%,d bytes", bytes);
    }
    return bytes < 10_000_000L
        ? String.format(Locale.ROOT, "%,d KiB", Math.round(bytes / 1024.0))
        : String.format(Locale.ROOT, "%,d MiB", Math.round(bytes / 1048576.0));
  }
}
