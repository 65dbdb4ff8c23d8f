package dev.bellows.train;

import dev.bellows.data.Batch;
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
  private final ShardTree<StepSum> sums;
  private final ShardOrder[] orders; // of each shard that was here in the epoch
  private final boolean mixesRows;
  private int orderedEpoch = -1;
  private Batch frame;
  private Batch slice; // of the frame

  /** A worker with sums of its own. */
  public ShardWorker(Program program) {
    this(program, new SumPool(program.network().size()));
  }

  ShardWorker(Program program, SumPool pool) {
    this.program = program;
    this.workspace = new Workspace(program.network());
    this.pool = pool;
    this.mixesRows = program.network().mixesRows();
    this.sums = new ShardTree<>(program.shards(), pool::merge);
    this.orders = new ShardOrder[program.shards()];
  }

  /**
   * The gradient sums of {@code shards} in {@code step}, merged as far as the shard tree allows.
   *
   * @param shards training rows of neighbouring shards
   * @param step counted from 0 over the whole run
   */
  public List<ShardTree.Block<StepSum>> gradient(
      List<Shard> shards, long step, float[] parameters) {
    compute(shards, step, parameters);
    return sums.blocks();
  }

  /** The same; what it comes to is in {@link #sums} until the next call. */
  void compute(List<Shard> shards, long step, float[] parameters) {
    sums.clear();
    for (Shard shard : shards) {
      sums.add(shard.index(), gradient(shard, step, parameters));
    }
  }

  /** What was computed last. */
  ShardTree<StepSum> sums() {
    return sums;
  }

  /**
   * Evaluates all rows of {@code shards}, each in stored order, merged as far as the shard tree
   * allows.
   */
  public List<ShardTree.Block<Evaluation>> evaluate(List<Shard> shards, float[] parameters) {
    ShardTree<Evaluation> tree = new ShardTree<>(program.shards(), Evaluation::merge);
    for (Shard shard : shards) {
      tree.add(shard.index(), evaluate(shard, parameters));
    }
    return tree.blocks();
  }

  /**
   * A shard's slice of a step is the rows {@code ⌊k·n/K⌋ … ⌊(k+1)·n/K⌋ − 1} of the epoch's order,
   * so that all shards end together whatever their sizes. Null where it is empty. A long one goes
   * piece by piece, or its activations would not fit into memory; but not where a layer mixes the
   * rows of a slice.
   */
  private StepSum gradient(Shard shard, long step, float[] parameters) {
    ShardOrder order = order(shard, program.epoch(step));
    long steps = program.stepsPerEpoch();
    long k = step % steps;
    long from = k * order.rows() / steps;
    int rows = (int) ((k + 1) * order.rows() / steps - from);
    int most = mixesRows ? rows : Math.min(rows, PASS_ROWS);
    StepSum sum = null;
    for (int done = 0; done < rows; done += most) {
      Batch batch = frame(Math.min(most, rows - done), shard.chunks().get(0));
      order.gather(from + done, batch.rows(), batch);
      long key = Purpose.DROPOUT.key(program.seed(), step, shard.index());
      StepSum part = gradient(batch, done == 0 ? key : CounterRandom.key(key, done), parameters);
      sum = sum == null ? part : pool.merge(sum, part);
    }
    return sum;
  }

  private StepSum gradient(Batch batch, long key, float[] parameters) {
    long start = System.nanoTime();
    int rows = batch.rows();
    Pass pass = new Pass(rows, Pass.Mode.TRAINING, key);
    float[] logits = program.network().forward(workspace, pass, parameters, batch.inputs(), 0);
    double loss =
        program
            .loss()
            .gradient(logits, program.network().outputs(), batch, workspace.outputGradient());
    StepSum sum = pool.take();
    program.network().backward(workspace, parameters, batch.inputs(), 0, null, sum.gradient());
    double weight = 0;
    for (int row = 0; row < rows; row++) {
      weight += batch.weight(row);
    }
    sum.set(loss, weight, rows, System.nanoTime() - start);
    return sum;
  }

  private Evaluation evaluate(Shard shard, float[] parameters) {
    if (shard.rows() == 0) {
      return null;
    }
    Evaluation evaluation = program.emptyEvaluation().copy();
    int outputs = program.network().outputs();
    for (Batch chunk : shard.chunks()) {
      for (int from = 0; from < chunk.rows(); from += PASS_ROWS) {
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

  private Batch frame(int rows, Batch like) {
    if (frame == null || frame.rows() < rows) {
      frame = Batch.frame(rows, like);
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
