package dev.bellows.train;

import dev.bellows.data.Shard;
import dev.bellows.metric.Evaluation;
import java.io.Serializable;
import java.util.List;

/**
 * Threads of this JVM, no Spark: all shards lie in its memory. It is the reference for the other
 * engines.
 */
public final class LocalEngine implements Engine {
  private final Program program;
  private final ShardTeam team;

  /**
   * @param training the {@code program.shards()} shards' training rows, in order
   * @param validation the same shards' held-out rows
   * @param threads at least 1; more than there are shards do not help
   */
  public LocalEngine(Program program, List<Shard> training, List<Shard> validation, int threads) {
    this.program = program;
    this.team = new ShardTeam(program, training, validation, threads, chunk -> {});
  }

  @Override
  public int parallelism() {
    return team.parallelism();
  }

  @Override
  public ChunkThreads idleThreads() {
    return team.threads();
  }

  @Override
  public StepSum gradient(long step, float[] parameters) {
    return team.gradient(step, parameters).total();
  }

  @Override
  public Evaluation evaluate(float[] parameters) {
    Evaluation total = team.evaluate(parameters).total();
    return total == null ? program.emptyEvaluation() : total;
  }

  @Override
  public <T extends Serializable> T sum(ShardFunction<T> function, Merge<T> merge) {
    return team.sum(function, merge).total();
  }

  @Override
  public void close() {
    team.close();
  }
}
