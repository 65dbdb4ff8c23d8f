package dev.bellows.train;

import dev.bellows.data.Shard;
import dev.bellows.data.ShardTree;
import dev.bellows.metric.Evaluation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Workers of one JVM who share a step: each computes the sums of its shards on a thread of its own,
 * and then all are merged as far as the shard tree allows. Sums are used again from step to step,
 * so that a step allocates next to nothing.
 */
public final class ShardTeam {
  private final SumPool pool;
  private final SumMerge merge;
  private final ShardTree<StepSum> sums;
  private final List<ShardWorker> workers;

  /**
   * @param workers how many compute at once
   */
  public ShardTeam(Program program, int workers) {
    this.pool = new SumPool(program.network().size());
    this.merge = new SumMerge(pool);
    this.sums = new ShardTree<>(program.shards(), merge::note);
    this.workers =
        IntStream.range(0, workers).mapToObj(i -> new ShardWorker(program, pool)).toList();
  }

  /** Worker {@code index} computes its part of {@code step}; the workers may do so at once. */
  public void compute(int index, List<Shard> shards, long step, float[] parameters) {
    workers.get(index).compute(shards, step, parameters);
  }

  /** Worker {@code index} evaluates held-out rows; the workers may do so at once. */
  public List<ShardTree.Block<Evaluation>> evaluate(
      int index, List<Shard> shards, float[] parameters) {
    return workers.get(index).evaluate(shards, parameters);
  }

  /**
   * Merges what the first {@code count} workers have computed.
   *
   * @param threads that help
   * @return what it comes to, until {@link #release}
   */
  public ShardTree<StepSum> merge(int count, ChunkThreads threads) {
    for (int i = 0; i < count; i++) {
      sums.addAll(workers.get(i).sums());
    }
    merge.run(threads);
    return sums;
  }

  /** Takes the merged sums back, before the next step. */
  public void release() {
    sums.forEach(
        (first, level, sum) -> {
          if (sum != null) {
            pool.free(sum);
          }
        });
    sums.clear();
  }
}
