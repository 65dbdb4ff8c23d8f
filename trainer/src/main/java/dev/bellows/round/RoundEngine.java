package dev.bellows.round;

import dev.bellows.metric.Evaluation;
import dev.bellows.spark.JobEngine;
import dev.bellows.spark.ShardedRows;
import dev.bellows.train.ChunkThreads;
import dev.bellows.train.Engine;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.Program;
import dev.bellows.train.StepSum;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/**
 * Tasks that stay: a {@linkplain Round round} is one Spark job whose tasks keep their shards, and
 * answer step after step over Spark's RPC. Whatever is lost ends the round; what the cache lacks
 * then is made again in an ordinary job, and the step is repeated in a new round.
 */
public final class RoundEngine implements Engine {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration RETURN = Duration.ofSeconds(30); // of tasks, after the end

  private final JavaSparkContext context;
  private final Program program;
  private final ShardedRows rows;
  private final KernelGuard kernels;
  private final RoundSettings settings;
  private final JobEngine jobs;
  private final GradientSum sum;
  private final Chunks chunks;
  private final String run = "bellows-" + UUID.randomUUID();
  private final SparkListener listener = new Losses();
  private int rounds;
  private long command;
  private volatile Round round;
  private SparkRpc.Mailbox mailbox;
  private JavaFutureAction<Void> job;

  /**
   * @param rows the shards, which stay the caller's to release
   * @param kernels sees the kernel of every executor
   */
  public RoundEngine(
      JavaSparkContext context,
      Program program,
      ShardedRows rows,
      KernelGuard kernels,
      RoundSettings settings) {
    this.context = context;
    this.program = program;
    this.rows = rows;
    this.kernels = kernels;
    this.settings = settings;
    this.jobs = new JobEngine(context, program, rows, kernels);
    this.chunks = new Chunks(program.network().size(), Chunks.USUAL);
    this.sum = new GradientSum(program.shards(), chunks);
    context.sc().addSparkListener(listener);
  }

  @Override
  public int parallelism() {
    return jobs.parallelism();
  }

  @Override
  public ChunkThreads idleThreads() {
    return jobs.idleThreads();
  }

  @Override
  public StepSum gradient(long step, float[] parameters) {
    return inRound(current -> current.gradient(step, parameters));
  }

  @Override
  public Evaluation evaluate(float[] parameters) {
    Evaluation total = inRound(current -> current.evaluate(parameters));
    return total == null ? program.emptyEvaluation() : total;
  }

  @Override
  public <T extends Serializable> T sum(ShardFunction<T> function, Merge<T> merge) {
    endRound(); // whose tasks hold the slots
    return jobs.sum(function, merge);
  }

  private interface Work<T> {
    T in(Round round) throws RoundLostException;
  }

  private <T> T inRound(Work<T> work) {
    for (int losses = 0; ; losses++) {
      try {
        if (round != null && round.isOld()) {
          endRound();
        }
        if (round == null) {
          beginRound();
        }
        return work.in(round);
      } catch (RoundLostException e) {
        endRound();
        if (losses == settings.mostLosses()) {
          throw new RoundTimeoutException(
              "Cannot go on: %d rounds in a row were lost without a step, the last one since %s"
                  .formatted(losses + 1, e.getMessage()));
        }
        restore();
      } catch (RuntimeException e) {
        endRound();
        throw e;
      }
    }
  }

  private void beginRound() throws RoundLostException {
    String name = run + "-" + rounds++;
    RoundPlan plan = new RoundPlan(program, name, rows.chunks().id(), chunks, PATIENCE);
    round = new Round(plan, settings, kernels, sum, command);
    mailbox = SparkRpc.open(name, round);
    int tasks = parallelism();
    List<Integer> numbers = IntStream.range(0, tasks).boxed().collect(Collectors.toList());
    job = context.parallelize(numbers, tasks).foreachPartitionAsync(none -> Member.serve(plan));
    round.seat(tasks);
  }

  private void endRound() {
    Round ended = round;
    if (ended == null) {
      return;
    }
    round = null;
    command = ended.command();
    ended.end();
    mailbox.close();
    try {
      job.get(RETURN.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      job.cancel(true);
    } catch (ExecutionException | CancellationException e) {
      // Why a task failed, the round has told already.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      job.cancel(true);
    }
  }

  /** Makes again what the cache has lost, with all slots free. */
  private void restore() {
    rows.chunks().foreachPartition(chunk -> {});
  }

  /** Hears of executors that are lost. */
  private final class Losses extends SparkListener {
    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
      Round current = round;
      if (current != null) {
        current.loseExecutor(removed.executorId(), removed.reason());
      }
    }
  }

  @Override
  public void close() {
    endRound();
    context.sc().removeSparkListener(listener);
    jobs.close();
  }
}
