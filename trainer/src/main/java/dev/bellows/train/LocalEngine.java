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
 * Threads of this JVM, no Spark: the shards lie in memory, in runs of neighbours, and each thread
 * computes a run. It is the reference for the other engines.
 *
 * <p>A step that is done sooner than threads can be told of it is computed by the calling thread
 * alone; the network and the batch decide, not a clock.
 */
public final class LocalEngine implements Engine {
  /** Numbers touched in a step, about, from which on it is worth a second thread. */
  private static final long SHARED_STEP = 200_000;

  private final Program program;
  private final List<List<Shard>> training;
  private final List<List<Shard>> validation;
  private final List<List<Shard>> stepRuns; // training rows again, as the threads of a step have it
  private final ShardTeam team;
  private final ChunkThreads threads;
  private final IntConsumer run = this::computeRun; // once, and not in every step

  // of the step that is being computed
  private long step;
  private float[] parameters;

  /**
   * @param training the {@code program.shards()} shards' training rows, in order
   * @param validation the same shards' held-out rows
   * @param threads at least 1; more than there are shards do not help
   */
  public LocalEngine(Program program, List<Shard> training, List<Shard> validation, int threads) {
    this.threads = new ChunkThreads(Math.min(threads, program.shards()));
    this.program = program;
    int runs = this.threads.count();
    this.training = ShardWorker.runs(training, runs);
    this.validation = ShardWorker.runs(validation, runs);
    this.stepRuns = work(program, training) < SHARED_STEP ? List.of(training) : this.training;
    this.team = new ShardTeam(program, runs);
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

  @Override
  public int parallelism() {
    return stepRuns.size();
  }

  @Override
  public ChunkThreads idleThreads() {
    return threads;
  }

  @Override
  public StepSum gradient(long step, float[] parameters) {
    team.release();
    this.step = step;
    this.parameters = parameters;
    threads.run(stepRuns.size(), run);
    return team.merge(stepRuns.size(), threads).total();
  }

  private void computeRun(int index) {
    team.compute(index, stepRuns.get(index), step, parameters);
  }

  @Override
  public Evaluation evaluate(float[] parameters) {
    Evaluation total =
        total(i -> team.evaluate(i, validation.get(i), parameters), Evaluation::merge);
    return total == null ? program.emptyEvaluation() : total;
  }

  @Override
  public <T extends Serializable> T sum(ShardFunction<T> function, Merge<T> merge) {
    return total(
        i -> {
          ShardTree<T> tree = new ShardTree<>(program.shards(), merge);
          training.get(i).forEach(shard -> tree.add(shard.index(), function.apply(shard)));
          return tree.blocks();
        },
        merge);
  }

  /** Runs {@code part} for each run of shards, at once, and merges what they return. */
  private <T> T total(IntFunction<List<ShardTree.Block<T>>> part, BinaryOperator<T> merge) {
    List<List<ShardTree.Block<T>>> parts =
        new ArrayList<>(Collections.nCopies(threads.count(), null));
    threads.run(training.size(), i -> parts.set(i, part.apply(i)));
    ShardTree<T> tree = new ShardTree<>(program.shards(), merge);
    parts.forEach(blocks -> blocks.forEach(tree::add));
    return tree.total();
  }

  @Override
  public void close() {
    threads.close();
  }
}
