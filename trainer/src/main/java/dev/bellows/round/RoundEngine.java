package dev.bellows.round;

import dev.bellows.data.DataException;
import dev.bellows.metric.Evaluation;
import dev.bellows.spark.JobEngine;
import dev.bellows.spark.RestoreException;
import dev.bellows.spark.ShardedRows;
import dev.bellows.train.ChunkThreads;
import dev.bellows.train.Engine;
import dev.bellows.train.ExecutorReport;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.Program;
import dev.bellows.train.StepSum;
import dev.bellows.train.SumPool;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Tasks that stay: a {@linkplain Round round} is one Spark job whose tasks keep their shards, and
 * answer step after step over Spark's RPC. Whatever is lost ends the round; what the cache lacks
 * then is made again in an ordinary job, and the step is repeated in a new round. The driver has
 * all that matters, so that nothing is lost with executors.
 *
 * <p>A round holds slots. It gives them back when nobody asks for a step for a while, and between
 * two steps when another job waits for its first slot.
 */
public final class RoundEngine implements Engine {
  private static final Duration RETURN = Duration.ofSeconds(30); // of tasks, after the end
  private static final Duration IDLE = Duration.ofSeconds(2);
  private static final Duration GLANCE = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1); // before the first new try

  private final JavaSparkContext context;
  private final Program program;
  private final ShardedRows rows;
  private final KernelGuard kernels;
  private final RoundSettings settings;
  private final RoundListener listener;
  private final JobEngine jobs;
  private final SumPool pool;
  private final Cluster cluster;
  private final RoundMetrics metrics = new RoundMetrics();
  private final String run = "bellows-" + UUID.randomUUID();
  private final Timer clock = new Timer("bellows-rounds", true);
  private final ReentrantLock lock = new ReentrantLock(); // held while something is computed
  private int rounds;
  private int tags; // of jobs between them
  private int losses; // in a row
  private long command;
  private long used = System.nanoTime(); // when the round was needed last
  private List<ExecutorReport> reports = List.of(); // of the last step
  private volatile Round round;
  private SparkRpc.Mailbox mailbox;
  private JavaFutureAction<Void> job;

  /**
   * @param rows the shards, which stay the caller's to release
   * @param kernels sees the kernel of every executor
   * @param listener hears what becomes of rounds
   */
  public RoundEngine(
      JavaSparkContext context,
      Program program,
      ShardedRows rows,
      KernelGuard kernels,
      RoundSettings settings,
      RoundListener listener) {
    this.context = context;
    this.program = program;
    this.rows = rows;
    this.kernels = kernels;
    this.settings = settings;
    this.listener = listener;
    this.jobs = new JobEngine(context, program, rows, kernels);
    this.pool = new SumPool(program.network().size());
    this.cluster = new Cluster(context, run, this::lost);
    clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            endIfIdle();
          }
        },
        GLANCE.toMillis(),
        GLANCE.toMillis());
  }

  /** The same, with nobody to hear of rounds. */
  public RoundEngine(
      JavaSparkContext context,
      Program program,
      ShardedRows rows,
      KernelGuard kernels,
      RoundSettings settings) {
    this(context, program, rows, kernels, settings, RoundListener.NONE);
  }

  @Override
  public int parallelism() {
    Round current = round;
    return current == null ? jobs.parallelism() : Math.max(1, current.cores());
  }

  @Override
  public ChunkThreads idleThreads() {
    return jobs.idleThreads();
  }

  @Override
  public void ready(float[] parameters, int from, int to) {
    Round current = round;
    if (current != null) {
      current.ready(parameters, from, to);
    }
  }

  @Override
  public List<ExecutorReport> executors() {
    return reports;
  }

  @Override
  public StepSum gradient(long step, float[] parameters) {
    return inRound(
        (current, isRepeated) -> {
          if (isRepeated) {
            listener.onRepeated(step);
            metrics.repeated();
          }
          StepSum sum = current.gradient(step, parameters);
          reports = current.reports();
          metrics.step(reports);
          return sum;
        });
  }

  @Override
  public Evaluation evaluate(float[] parameters) {
    Evaluation total = inRound((current, isRepeated) -> current.evaluate(parameters));
    return total == null ? program.emptyEvaluation() : total;
  }

  @Override
  public <T extends Serializable> T sum(ShardFunction<T> function, Merge<T> merge) {
    lock.lock();
    try {
      endRound(); // whose tasks hold the slots
      checkThatSparkRuns();
      return bounded("add up shards", () -> jobs.sum(function, merge));
    } finally {
      lock.unlock();
    }
  }

  private interface Work<T> {
    T in(Round round, boolean isRepeated) throws RoundLostException;
  }

  private <T> T inRound(Work<T> work) {
    lock.lock();
    try {
      boolean isBegun = false;
      boolean isRepeated = false;
      while (true) {
        try {
          prepareRound();
          isBegun = true;
          T result = work.in(round, isRepeated);
          losses = 0;
          return result;
        } catch (RoundLostException e) {
          lose(e);
          isRepeated = isBegun;
        }
      }
    } catch (Throwable e) { // Spark's checked ones, too
      endRound();
      throw e;
    } finally {
      used = System.nanoTime();
      lock.unlock();
    }
  }

  private void prepareRound() throws RoundLostException {
    checkThatSparkRuns();
    if (round != null && round.isToEnd()) {
      endRound();
    }
    if (round == null) {
      if (losses > 0) {
        restore();
      }
      beginRound();
    } else if (round.welcome(rows::holders)) {
      tellDealt();
    }
  }

  private void checkThatSparkRuns() {
    if (context.sc().isStopped()) {
      throw new ClusterException("Cannot go on: Spark has stopped");
    }
  }

  private void tellDealt() {
    listener.onDealt(round.executors(), round.cores(), round.bytesOnDisk());
    metrics.dealt();
  }

  private void beginRound() throws RoundLostException {
    String name = run + "-" + rounds++;
    RoundPlan plan = new RoundPlan(program, name, rows.chunks().id());
    Round begun = new Round(program, settings, kernels, cluster, pool, command);
    mailbox = SparkRpc.open(name, begun.mailbox());
    round = begun; // before there are members whose loss it must hear of
    int tasks = Math.min(program.shards(), cluster.mostSlots());
    try {
      job = cluster.submit(Stages.Work.ROUND, () -> submit(plan, tasks));
    } catch (Throwable e) { // Spark's checked ones, too
      round = null;
      mailbox.close();
      throw e;
    }
    round.seat(mailbox.address(), job, tasks, rows::holders);
    tellDealt();
  }

  private JavaFutureAction<Void> submit(RoundPlan plan, int tasks) {
    List<Integer> numbers = IntStream.range(0, tasks).boxed().collect(Collectors.toList());
    return context.parallelize(numbers, tasks).foreachPartitionAsync(none -> Member.serve(plan));
  }

  private void endRound() {
    Round ended = round;
    if (ended == null) {
      return;
    }
    round = null;
    command = ended.command();
    ended.end();
    awaitReturn(System.nanoTime());
    mailbox.close();
  }

  /** Waits until no task of the round is left, and cancels those that do not return or begin. */
  private void awaitReturn(long ended) {
    try {
      while (!job.isDone()) {
        long waited = System.nanoTime() - ended;
        boolean isStuck = waited > GLANCE.toNanos() && cluster.tasks(Stages.Work.ROUND) == 0;
        if (isStuck || waited > RETURN.toNanos()) {
          job.cancel(true);
          return;
        }
        awaitJob();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      job.cancel(true);
    }
  }

  private void awaitJob() throws InterruptedException {
    try {
      job.get(GLANCE.toMillis() / 10, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException | CancellationException e) {
      // It goes on; or why a task failed, the round has told already.
    }
  }

  private void lose(RoundLostException e) {
    listener.onLost(e.getMessage());
    metrics.lost();
    endRound();
    if (context.sc().isStopped()) {
      throw new ClusterException("Cannot go on: Spark has stopped: " + e.getMessage());
    }
    if (losses++ == settings.mostLosses()) {
      throw new ClusterException(
          "Cannot go on: %d rounds in a row were lost before a step was done; the last one: %s"
              .formatted(losses, e.getMessage()));
    }
  }

  /**
   * After a loss: makes again what the cache has lost, with all slots free. What the source does
   * not give now it may give some seconds later.
   */
  private void restore() {
    Duration pause = PAUSE;
    for (int failures = 0; ; failures++) {
      try {
        bounded("make lost shards again", rows::restore);
        return;
      } catch (RestoreException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw new ClusterException("Cannot go on: interrupted");
        }
        if (failures == settings.mostLosses() || context.sc().isStopped()) {
          String message = "Cannot go on: " + e.getMessage();
          throw e.getCause() instanceof DataException data
              ? new DataException(message, data)
              : new ClusterException(message);
        }
        listener.onNotRestored(e.getMessage());
      }
      LockSupport.parkNanos(pause.toNanos()); // or until interrupted
      pause = pause.multipliedBy(2);
    }
  }

  /**
   * Runs Spark jobs on this thread, and waits no longer than for a step while none of their tasks
   * runs. How long tasks that run may take is for Spark to say, as it was when the data was read.
   *
   * @param purpose of them, for the message
   */
  private <T> T bounded(String purpose, Supplier<T> submitted) {
    AtomicBoolean isGivenUp = new AtomicBoolean();
    String tag = run + "-" + tags++;
    TimerTask watch =
        new TimerTask() {
          private long active = System.nanoTime();

          @Override
          public void run() {
            long now = System.nanoTime();
            if (cluster.tasks(Stages.Work.JOB) > 0) {
              active = now;
            } else if (now - active > settings.stepTimeout().toNanos()) {
              isGivenUp.set(true);
              context.cancelJobsWithTag(tag);
            }
          }
        };
    clock.schedule(watch, GLANCE.toMillis(), GLANCE.toMillis());
    context.addJobTag(tag);
    try {
      return cluster.submit(Stages.Work.JOB, submitted);
    } catch (RuntimeException e) {
      if (isGivenUp.get()) {
        throw new ClusterException(
            "Cannot go on: no executor has come within step-timeout, %d s, to %s%s"
                .formatted(settings.stepTimeout().toSeconds(), purpose, cluster.occupied()));
      }
      throw e;
    } finally {
      watch.cancel();
      context.removeJobTag(tag);
    }
  }

  /** An executor is lost; called by Spark. */
  private void lost(String executor, String reason) {
    Round current = round;
    if (current != null) {
      current.mailbox().receive(new Object[] {Wire.LOST, executor, reason});
    }
  }

  /** Gives the slots back when nobody needs the round; called by the clock. */
  private void endIfIdle() {
    if (round != null && lock.tryLock()) {
      try {
        long idle = System.nanoTime() - used;
        if (idle > IDLE.toNanos() || cluster.isWantedByOthers()) {
          endRound();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      clock.cancel();
      endRound();
      cluster.close();
      jobs.close();
    } finally {
      lock.unlock();
    }
  }
}
