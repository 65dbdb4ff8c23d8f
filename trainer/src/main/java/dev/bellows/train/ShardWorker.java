package dev.bellows.train;

import dev.bellows.data.Batch;
import dev.bellows.data.Chunk;
import dev.bellows.data.CounterRandom;
import dev.bellows.data.Purpose;
import dev.bellows.data.Shard;
import dev.bellows.data.ShardOrder;
import dev.bellows.data.ShardTree;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Pass;
import dev.bellows.nn.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Does the part of some shards in a step or an evaluation. All engines compute through this class.
 * A worker belongs to one thread at a time and keeps its buffers from call to call.
 */
public final class ShardWorker {
  /** Rows of a pass at most: fixed, since the shape of a product may decide its last bits. */
  public static final int PASS_ROWS = 1024;

  private final Program program;
  private final Workspace workspace;
  private final SumPool pool;
  private final BooleanSupplier isStopped;
  private final ShardOrder[] orders; // of each shard that was here in the epoch
  private final boolean mixesRows;
  private final boolean hasStatistics;
  private final Progress progress = new Progress();
  private int orderedEpoch = -1;
  private Batch frame;
  private Batch slice; // of the frame

  /**
   * @param isStopped asked before each pass; if so, it is not made
   */
  ShardWorker(Program program, SumPool pool, BooleanSupplier isStopped) {
    this.program = program;
    this.workspace = new Workspace(program.network());
    this.pool = pool;
    this.isStopped = isStopped;
    this.mixesRows = program.network().mixesRows();
    this.hasStatistics = program.network().size() > program.network().parameterCount();
    this.orders = new ShardOrder[program.shards()];
  }

  /**
   * Adds the gradient sums of {@code shards} in {@code step} to {@code total}.
   *
   * @param step counted from 0 over the whole run
   */
  void compute(List<Shard> shards, long step, float[] parameters, GradientSum total) {
    for (Shard shard : shards) {
      compute(shard, step, parameters, total);
    }
  }

  /**
   * Evaluates all rows of {@code shards}, each in stored order, merged as far as the shard tree
   * allows.
   */
  List<ShardTree.Block<Evaluation>> evaluate(List<Shard> shards, float[] parameters) {
    ShardTree<Evaluation> tree = new ShardTree<>(program.shards(), Evaluation::merge);
    for (Shard shard : shards) {
      tree.add(shard.index(), evaluate(shard, parameters));
    }
    return tree.blocks();
  }

  /**
   * A shard's slice of a step is the rows {@code ⌊k·n/K⌋ … ⌊(k+1)·n/K⌋ − 1} of the epoch's order,
   * so that all shards end together whatever their sizes. A long one goes piece by piece, or its
   * activations would not fit into memory; but not where a layer mixes the rows of a slice.
   */
  private void compute(Shard shard, long step, float[] parameters, GradientSum total) {
    ShardOrder order = order(shard, program.epoch(step));
    long steps = program.stepsPerEpoch();
    long k = step % steps;
    long from = k * order.rows() / steps;
    int rows = (int) ((k + 1) * order.rows() / steps - from);
    if (rows == 0) {
      total.addEmpty(shard.index(), 0);
      return;
    }
    int most = mixesRows ? rows : Math.min(rows, PASS_ROWS);
    long key = Purpose.DROPOUT.key(program.seed(), step, shard.index());
    StepSum sum = null;
    for (int done = 0; done < rows; done += most) {
      checkGoingOn();
      Batch batch = frame(Math.min(most, rows - done), shard.chunks().get(0));
      order.gather(from + done, batch.rows(), batch);
      StepSum part = pool.take();
      progress.begin(shard.index(), part, total, most == rows && !hasStatistics);
      compute(batch, done == 0 ? key : CounterRandom.key(key, done), parameters, part);
      sum = sum == null ? part : pool.merge(sum, part);
    }
    progress.end(sum);
  }

  private void compute(Batch batch, long key, float[] parameters, StepSum sum) {
    long start = System.nanoTime();
    int rows = batch.rows();
    Pass pass = new Pass(rows, Pass.Mode.TRAINING, key);
    float[] logits = program.network().forward(workspace, pass, parameters, batch.inputs(), 0);
    double loss =
        program
            .loss()
            .gradient(logits, program.network().outputs(), batch, workspace.outputGradient());
    program
        .network()
        .backward(workspace, parameters, batch.inputs(), 0, null, sum.gradient(), progress);
    double weight = 0;
    for (int row = 0; row < rows; row++) {
      weight += batch.weight(row);
    }
    sum.set(loss, weight, rows, System.nanoTime() - start);
  }

  /** Brings the chunks of a shard's gradient to the total, each as soon as it is complete. */
  private static final class Progress implements IntConsumer {
    private int shard;
    private StepSum sum;
    private GradientSum total;
    private boolean isEager;
    private int next; // chunk, from the last down to 0

    /**
     * @param eager whether a chunk is complete when the backward pass has left it
     */
    void begin(int ofShard, StepSum of, GradientSum into, boolean eager) {
      shard = ofShard;
      sum = of;
      total = into;
      isEager = eager;
      next = into.chunks().count() - 1;
    }

    @Override
    public void accept(int complete) {
      if (isEager) {
        bring(Math.max(1, complete)); // what is at float 0 comes after the counts
      }
    }

    private void bring(int complete) {
      for (; next >= 0 && total.chunks().from(next) >= complete; next--) {
        total.add(next, shard, 0, sum);
      }
    }

    void end(StepSum of) {
      sum = of;
      total.addCounts(shard, 0, sum);
      bring(0);
    }
  }

  private Evaluation evaluate(Shard shard, float[] parameters) {
    if (shard.rows() == 0) {
      return null;
    }
    Evaluation evaluation = program.emptyEvaluation().copy();
    int outputs = program.network().outputs();
    for (Chunk chunk : shard.chunks()) {
      for (int from = 0; from < chunk.rows(); from += PASS_ROWS) {
        checkGoingOn();
        Batch batch = chunk.slice(from, Math.min(PASS_ROWS, chunk.rows() - from));
        Pass pass = Pass.inference(batch.rows());
        float[] logits =
            program
                .network()
                .forward(workspace, pass, parameters, batch.inputs(), batch.inputOffset());
        evaluation.add(program.loss(), logits, outputs, batch);
      }
    }
    return evaluation;
  }

  private void checkGoingOn() {
    if (isStopped.getAsBoolean()) {
      throw new CancellationException("Cannot go on: nobody waits for the sum any more");
    }
  }

  private ShardOrder order(Shard shard, int epoch) {
    if (epoch != orderedEpoch) {
      Arrays.fill(orders, null);
      orderedEpoch = epoch;
    }
    ShardOrder order = orders[shard.index()];
    if (order == null) {
      order = new ShardOrder(shard, program.seed(), epoch);
      orders[shard.index()] = order;
    }
    return order;
  }

  private Batch frame(int rows, Chunk like) {
    if (frame == null || frame.rows() < rows) {
      frame = like.frame(rows);
      slice = frame;
    }
    if (slice.rows() != rows) {
      slice = frame.slice(0, rows);
    }
    return slice;
  }

  /** Splits shards into {@code parts} runs of neighbours of nearly equal number. */
  static List<List<Shard>> runs(List<Shard> shards, int parts) {
    List<List<Shard>> runs = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) part * shards.size() / parts);
      int to = (int) ((part + 1L) * shards.size() / parts);
      if (to > from) {
        runs.add(shards.subList(from, to));
      }
    }
    return runs;
  }
}
