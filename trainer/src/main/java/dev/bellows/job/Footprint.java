package dev.bellows.job;

import dev.bellows.data.Batch;
import dev.bellows.data.ShardTree;
import dev.bellows.nn.Network;
import dev.bellows.nn.Pass;
import dev.bellows.nn.Workspace;
import dev.bellows.optim.Optimizer;
import dev.bellows.train.ShardWorker;
import java.util.Locale;

/**
 * Memory that training takes, in bytes, beside the rows and what Spark itself needs.
 *
 * <pre>
 * driver          weights, those at the epoch's start, the best and the averaged ones, the
 *                 optimiser's slots; in rounds weights on their way, outside the heap
 * driver for each executor of a round: its gradient sum, and as much on its way; or for each task
 *                 of a job: the sum that it delivers; more of them where its shards are no whole
 *                 branch of the tree by which they are added up
 * executor        weights; in rounds a gradient sum on its way, outside the heap
 * executor a task two gradients, of a shard and of the shards before it; a slice of rows;
 *                 activations, their gradients and what layers keep besides, on the straight line
 *                 through what passes over one row and over some rows take, of a slice of at most 1,024 rows (of any number
 *                 where a layer mixes its rows) or of 1,024 rows in an evaluation
 * row             inputs, targets and weight, in memory or on disk
 * </pre>
 *
 * @param driver once
 * @param driverEach for each executor of a round, or each task of a job, at least
 * @param driverEachMost the same where their number divides the shards worst
 * @param executor once for each
 * @param executorTask for each task that runs at once
 * @param row for each row
 */
record Footprint(
    long driver, long driverEach, long driverEachMost, long executor, long executorTask, long row) {
  private static final int MOST_EXECUTORS = 64; // to try: few cut the most branches

  /**
   * What training {@code network} would take.
   *
   * @param some rows of the data, at least one
   */
  static Footprint of(JobSpec spec, Network network, Optimizer optimizer, Batch some) {
    long parameters = (long) Float.BYTES * network.size();
    int best = spec.training().earlyStopping() == null ? 0 : 1;
    int average = spec.training().weightAveraging() == 0 ? 0 : 1;
    int targets = some.hasInputsAsTargets() ? 0 : some.targetWidth();
    long row = Float.BYTES * ((long) network.inputs() + targets + 1);
    int slice = (int) ((spec.batchSize() - 1L) / spec.shards() + 1);
    int sliceRows = network.mixesRows() ? slice : Math.min(slice, ShardWorker.PASS_ROWS);
    int passRows =
        spec.data().validation() == null ? sliceRows : Math.max(sliceRows, ShardWorker.PASS_ROWS);
    int travels = spec.engine() == JobSpec.EngineName.ROUNDS ? 1 : 0;
    return new Footprint(
        parameters * (2 + best + average + optimizer.stateSlots() + travels),
        parameters * (1 + travels),
        Math.round(parameters * (1 + travels) * mostSums(spec.shards())),
        parameters * (1 + travels),
        2 * parameters + sliceRows * row + activations(network, some, passRows),
        row);
  }

  /** Sums that an executor sends in the mean, with the number of executors that makes it most. */
  static double mostSums(int shards) {
    double most = 1;
    for (int executors = 2; executors <= Math.min(shards, MOST_EXECUTORS); executors++) {
      int sums = 0;
      for (int i = 0; i < executors; i++) {
        int from = (int) ((long) i * shards / executors);
        sums += ShardTree.blocks(from, (int) ((i + 1L) * shards / executors), shards);
      }
      most = Math.max(most, (double) sums / executors);
    }
    return most;
  }

  /** Bytes of a pass over {@code rows}, some of which do not depend on how many there are. */
  static long activations(Network network, Batch some, int rows) {
    long one = measured(network, some.slice(0, 1));
    long more = measured(network, some);
    return one + (more - one) / Math.max(1, some.rows() - 1) * (rows - 1);
  }

  static long measured(Network network, Batch some) {
    Workspace workspace = new Workspace(network);
    float[] parameters = network.initialize(0);
    Pass pass = new Pass(some.rows(), Pass.Mode.TRAINING, 0);
    network.forward(workspace, pass, parameters, some.inputs(), some.inputOffset());
    network.backward(
        workspace,
        parameters,
        some.inputs(),
        some.inputOffset(),
        null,
        new float[parameters.length]);
    return workspace.bytes();
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
