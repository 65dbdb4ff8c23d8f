package dev.bellows.train;

import dev.bellows.data.Shard;
import dev.bellows.data.ShardTree;
import dev.bellows.metric.Evaluation;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Threads of this JVM, no Spark: the shards lie in memory, and each thread has a run of
 * neighbouring shards. It is the reference for the other engines.
 */
public final class LocalEngine implements Engine {
  private final Program program;
  private final List<List<Shard>> training;
  private final List<List<Shard>> validation;
  private final List<ShardWorker> workers = new ArrayList<>();
  private final GradientBuffers buffers;
  private final ExecutorService threads;
  private float[] delivered;

  /**
   * @param training the {@code program.shards()} shards' training rows, in order
   * @param validation the same shards' held-out rows
   * @param threads at least 1; more than there are shards do not help
   */
  public LocalEngine(Program program, List<Shard> training, List<Shard> validation, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("Invalid threads: %d: must be ≥ 1".formatted(threads));
    }
    this.program = program;
    int parallelism = Math.min(threads, program.shards());
    this.training = ShardWorker.runs(training, parallelism);
    this.validation = ShardWorker.runs(validation, parallelism);
    this.buffers = new GradientBuffers(program.network().size());
    for (int i = 0; i < parallelism; i++) {
      workers.add(new ShardWorker(program, buffers));
    }
    this.threads =
        Executors.newFixedThreadPool(
            parallelism,
            task -> {
              Thread thread = new Thread(task, "bellows-engine");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public int parallelism() {
    return workers.size();
  }

  @Override
  public int idleThreads() {
    return Math.min(MOST_THREADS, parallelism());
  }

  @Override
  public StepSum gradient(long step, float[] parameters) {
    if (delivered != null) {
      buffers.free(delivered);
      delivered = null;
    }
    StepSum sum =
        total(i -> workers.get(i).gradient(training.get(i), step, parameters), buffers::merge);
    delivered = sum == null ? null : sum.gradient();
    return sum;
  }

  @Override
  public Evaluation evaluate(float[] parameters) {
    Evaluation total =
        total(i -> workers.get(i).evaluate(validation.get(i), parameters), Evaluation::merge);
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
  private <T> T total(Function<Integer, List<ShardTree.Block<T>>> part, BinaryOperator<T> merge) {
    ShardTree<T> tree = new ShardTree<>(program.shards(), merge);
    List<Future<List<ShardTree.Block<T>>>> others = new ArrayList<>();
    for (int i = 1; i < workers.size(); i++) {
      int run = i;
      others.add(threads.submit(() -> part.apply(run)));
    }
    part.apply(0).forEach(tree::add);
    for (Future<List<ShardTree.Block<T>>> other : others) {
      await(other).forEach(tree::add);
    }
    return tree.total();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Training was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
