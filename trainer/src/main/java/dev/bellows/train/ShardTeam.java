package dev.bellows.train;

import dev.bellows.data.Shard;
import dev.bellows.data.ShardTree;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Layer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * The shards that this JVM holds, in runs of neighbours, and the threads that compute them, each a
 * run. What they find is merged as far as the shard tree allows. Buffers are used again from step
 * to step, so that a step allocates next to nothing.
 *
 * <p>A step that is done sooner than threads can be told of it is computed by the calling thread
 * alone; the network and the batch decide, not a clock.
 */
public final class ShardTeam implements AutoCloseable {
  /** Numbers touched in a step, about, from which on it is worth a second thread. */
  private static final long SHARED_STEP = 200_000;

  private final Program program;
  private final List<List<Shard>> training;
  private final List<List<Shard>> validation;
  private final List<List<Shard>> stepRuns; // training rows again, as the threads of a step have it
  private final List<ShardWorker> workers;
  private final GradientSum sum;
  private final ChunkThreads threads;
  private final IntConsumer run = this::computeRun; // once, and not in every step

  // of the step that is being computed
  private long step;
  private float[] parameters;

  private volatile boolean isStopped;

  /**
   * @param training training rows of the shards that are held, in order
   * @param validation the same shards' held-out rows
   * @param threads at least 1; more than there are shards do not help
   * @param whenComplete is told each chunk of the gradient that is summed up, as {@link
   *     GradientSum} does
   */
  public ShardTeam(
      Program program,
      List<Shard> training,
      List<Shard> validation,
      int threads,
      IntConsumer whenComplete) {
    this.program = program;
    this.threads = new ChunkThreads(Math.max(1, Math.min(threads, training.size())));
    int runs = this.threads.count();
    this.training = ShardWorker.runs(training, runs);
    this.validation = ShardWorker.runs(validation, runs);
    this.stepRuns = work(program, training) < SHARED_STEP ? List.of(training) : this.training;
    SumPool pool = new SumPool(program.network().size());
    this.workers = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      workers.add(new ShardWorker(program, pool, () -> isStopped));
    }
    this.sum =
        new GradientSum(
            program.shards(),
            training.size(),
            Chunks.of(program.network().size()),
            pool::free,
            whenComplete);
  }

  /** Weights and outputs of all layers for each row of a step. */
  private static long work(Program program, List<Shard> training) {
    long row = 0;
    for (Layer layer : program.network().layers()) {
      row += layer.parameterCount() + layer.outputs();
    }
    long rows = training.stream().mapToLong(Shard::rows).sum();
    return row * rows / program.stepsPerEpoch();
  }

  /** How many shards are computed at once in a step. */
  public int parallelism() {
    return stepRuns.size();
  }

  /** The threads, for whoever can use them between two calls. */
  public ChunkThreads threads() {
    return threads;
  }

  /** The gradient sums of the step that is being computed, or was last. */
  public GradientSum sum() {
    return sum;
  }

  /**
   * The gradient sums of {@code step}; they are valid, and may be changed, until the next step.
   *
   * @param step counted from 0 over the whole run
   */
  public GradientSum gradient(long step, float[] parameters) {
    sum.clear();
    this.step = step;
    this.parameters = parameters;
    threads.run(stepRuns.size(), run);
    return sum;
  }

  private void computeRun(int index) {
    workers.get(index).compute(stepRuns.get(index), step, parameters, sum);
  }

  /** Evaluates all held-out rows. */
  public ShardTree<Evaluation> evaluate(float[] parameters) {
    return merged(
        validation.size(),
        i -> workers.get(i).evaluate(validation.get(i), parameters),
        Evaluation::merge);
  }

  /** Applies {@code function} to each shard's training rows. */
  public <T extends Serializable> ShardTree<T> sum(
      Engine.ShardFunction<T> function, Engine.Merge<T> merge) {
    return merged(
        training.size(),
        i -> {
          ShardTree<T> tree = new ShardTree<>(program.shards(), merge);
          training.get(i).forEach(shard -> tree.add(shard.index(), function.apply(shard)));
          return tree.blocks();
        },
        merge);
  }

  /** Does {@code part} for each run of shards, at once, and merges what they return. */
  private <T> ShardTree<T> merged(
      int runs, IntFunction<List<ShardTree.Block<T>>> part, BinaryOperator<T> merge) {
    List<List<ShardTree.Block<T>>> parts = new ArrayList<>(Collections.nCopies(runs, null));
    threads.run(runs, i -> parts.set(i, part.apply(i)));
    ShardTree<T> tree = new ShardTree<>(program.shards(), merge);
    parts.forEach(blocks -> blocks.forEach(tree::add));
    return tree;
  }

  /**
   * Gives up what is being computed, between two passes: its caller gets a {@link
   * java.util.concurrent.CancellationException}. Any thread may ask for it; nothing is computed any
   * more.
   */
  public void stop() {
    isStopped = true;
  }

  /** Ends the threads. */
  @Override
  public void close() {
    threads.close();
  }
}
