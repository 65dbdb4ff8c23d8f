package dev.bellows.job;

import dev.bellows.data.Batch;
import dev.bellows.data.ShardTree;
import dev.bellows.nn.Network;
import dev.bellows.nn.Pass;
import dev.bellows.nn.Workspace;
import dev.bellows.optim.Optimizer;
import dev.bellows.train.ShardWorker;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Memory that training takes, in bytes, beside the rows and what Spark itself needs.
 *
 * <pre>
 * driver          weights, those at the epoch's start, the best and the averaged ones, the
 *                 optimiser's slots; in rounds weights on their way, outside the heap
 * driver for each executor of a round: its gradient sum, and as much on its way; or for each task
 *                 of a job: the sum that it delivers; more of them where its shards are no whole
 *                 branch of the tree by which they are added up
 * executor        weights; in rounds its gradient sum on its way, outside the heap, or more of
 *                 them in the same way
 * executor a task the gradient of a shard, or of a part of it where its slice is long; the sums of
 *                 shards before it that are no whole branch yet; a slice of rows;
 *                 activations, their gradients and what layers keep besides, on the straight line
 *                 through what passes over one row and over some rows take, of a slice of at most 1,024 rows (of any number
 *                 where a layer mixes its rows) or of 1,024 rows in an evaluation
 * row             inputs, targets and weight, in memory or on disk
 * </pre>
 *
 * @param driver once
 * @param driverEach for each executor of a round, or each task of a job
 * @param executor once for each
 * @param executorTask for each task that runs at once
 * @param row for each row
 */
record Footprint(long driver, Range driverEach, Range executor, Range executorTask, long row) {
  private static final int MOST_PARTS = 64; // to try: few cut the most branches

  /**
   * Bytes that depend on how the shards are divided.
   *
   * @param least where each part is a shard, or a branch of the tree
   * @param most where their number divides the shards worst
   */
  record Range(long least, long most) {
    private static Range of(long once, long each, double most) {
      return new Range(once + each, once + Math.round(each * most));
    }

    @Override
    public String toString() {
      String from = readable(least);
      String to = readable(most);
      return from.equals(to) ? from : from + " to " + to;
    }
  }

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
    int partial = sliceRows < slice ? 1 : 0;
    int travels = spec.engine() == JobSpec.EngineName.ROUNDS ? 1 : 0;
    return new Footprint(
        parameters * (2 + best + average + optimizer.stateSlots() + travels),
        Range.of(0, parameters * (1 + travels), mostSums(spec.shards())),
        Range.of(parameters, parameters * travels, mostSumsOfOne(spec.shards())),
        Range.of(
            partial * parameters + sliceRows * row + activations(network, some, passRows),
            parameters,
            mostSumsAtWork(spec.shards())),
        row);
  }

  /** The shards {@code from … to − 1} of so many. */
  private record Run(int from, int to, int shards) {
    /** What it is added up to. */
    int sums() {
      return ShardTree.blocks(from, to, shards);
    }

    /** The most that there are at once while one shard after the other is added. */
    int sumsAtWork() {
      return 1 + IntStream.range(from + 1, to).map(this::sumsUpTo).max().orElse(0);
    }

    /** What the shards before {@code end} are added up to: branches that grow, then shrink. */
    private int sumsUpTo(int end) {
      int middle = end & -Integer.highestOneBit(from ^ end);
      return Integer.bitCount(middle - from) + Integer.bitCount(end - middle);
    }
  }

  /** The shards in one part, in two parts, and so on. */
  private static Stream<List<Run>> divisions(int shards) {
    return IntStream.rangeClosed(1, Math.min(shards, MOST_PARTS))
        .mapToObj(
            parts ->
                IntStream.range(0, parts)
                    .mapToObj(
                        i ->
                            new Run(
                                (int) ((long) i * shards / parts),
                                (int) ((i + 1L) * shards / parts),
                                shards))
                    .toList());
  }

  /** Sums that a part comes to in the mean, with the number of parts that makes it most. */
  static double mostSums(int shards) {
    return divisions(shards)
        .mapToDouble(runs -> runs.stream().mapToInt(Run::sums).average().orElseThrow())
        .max()
        .orElseThrow();
  }

  /** The same of the part that comes to most. */
  static int mostSumsOfOne(int shards) {
    return divisions(shards).flatMap(List::stream).mapToInt(Run::sums).max().orElseThrow();
  }

  /** Sums that a part holds at once while it is computed, at most. */
  static int mostSumsAtWork(int shards) {
    return divisions(shards).flatMap(List::stream).mapToInt(Run::sumsAtWork).max().orElseThrow();
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
