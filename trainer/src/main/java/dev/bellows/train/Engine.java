package dev.bellows.train;

import dev.bellows.data.Shard;
import dev.bellows.metric.Evaluation;
import java.io.Serializable;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * The one seam between the training loop and whatever computes: threads, or a cluster. An engine
 * holds the shards; it is given parameters and a step and delivers the sum over all shards, added
 * up in the order of {@link dev.bellows.data.ShardTree}. All engines give the same bits.
 */
public interface Engine extends AutoCloseable {
  /**
   * The gradient sum of one step over all shards, or null where no shard has a row in this step.
   *
   * @param step counted from 0 over the whole run
   * @param parameters of the network; not to be written to
   */
  StepSum gradient(long step, float[] parameters);

  /**
   * The caller has written the parameters {@code from … to − 1} of the next step and will not
   * change them before its {@link #gradient}: they can travel while it writes others. Any thread
   * may tell; who does not is none the worse.
   */
  default void ready(float[] parameters, int from, int to) {}

  /** What each executor did in the last gradient; none where there are no executors. */
  default List<ExecutorReport> executors() {
    return List.of();
  }

  /** How many shards are computed at once. */
  int parallelism();

  /** Threads that the caller may use between two gradients, while the engine rests. */
  ChunkThreads idleThreads();

  /** Evaluates the held-out rows of all shards; the empty evaluation where there are none. */
  Evaluation evaluate(float[] parameters);

  /**
   * Applies {@code function} to the training rows of every shard and adds up what it returns, in
   * the same tree; null stands for nothing.
   *
   * @param <T> what is added up
   */
  <T extends Serializable> T sum(ShardFunction<T> function, Merge<T> merge);

  /**
   * A function of one shard's rows that can travel to where the shard is.
   *
   * @param <T> its result
   */
  interface ShardFunction<T> extends Function<Shard, T>, Serializable {}

  /**
   * The sum of a left and a right neighbour's results, which can travel as well; it may reuse
   * either.
   *
   * @param <T> what is added up
   */
  interface Merge<T> extends BinaryOperator<T>, Serializable {}

  @Override
  void close();
}
