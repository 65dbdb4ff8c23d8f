package dev.bellows.round;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskScheduler;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Spark knows on the driver about executors and about other jobs, as far as rounds have to
 * know it too.
 */
final class Cluster extends SparkListener implements AutoCloseable {
  /** A local property that tells stages of rounds from others'. */
  static final String ROUND = "dev.bellows.round";

  private static final Duration HUNGER = Duration.ofSeconds(1);

  private final JavaSparkContext context;
  private final String run;
  private final BiConsumer<String, String> lost;
  private final Map<Integer, Stage> stages = new HashMap<>(); // by their ids; its own lock

  /** A stage that is not completed. */
  private static final class Stage {
    private final boolean isRound;
    private int waiting; // tasks that have not begun
    private int running;
    private long since = System.nanoTime(); // when one began or ended, or the stage was submitted

    Stage(boolean isRound, int tasks) {
      this.isRound = isRound;
      this.waiting = tasks;
    }

    boolean isHungry() {
      return !isRound
          && waiting > 0
          && running == 0
          && System.nanoTime() - since > HUNGER.toNanos();
    }
  }

  /**
   * @param run whose rounds are ours: the value of {@link #ROUND}
   * @param lost takes the id of an executor that is lost and why, on a thread of Spark's
   */
  Cluster(JavaSparkContext context, String run, BiConsumer<String, String> lost) {
    this.context = context;
    this.run = run;
    this.lost = lost;
    context.sc().addSparkListener(this);
  }

  /** How many tasks run at once on the executors that are there now. */
  int slots() {
    return Math.max(1, context.defaultParallelism());
  }

  /** How many tasks may run at once when all executors have come that may come. */
  int mostSlots() {
    if (context.isLocal()) {
      return slots();
    }
    if (context.getConf().getBoolean("spark.dynamicAllocation.enabled", false)) {
      int executors = context.getConf().getInt("spark.dynamicAllocation.maxExecutors", -1);
      int cores = context.getConf().getInt("spark.executor.cores", 1);
      int each = Math.max(1, cores / context.getConf().getInt("spark.task.cpus", 1));
      return executors < 0
          ? Integer.MAX_VALUE
          : (int) Math.min(Integer.MAX_VALUE, (long) executors * each);
    }
    return Integer.MAX_VALUE;
  }

  /** The executor's id, host and log, as an error names it. */
  String describe(String executor) {
    try {
      ExecutorSummary summary = context.sc().statusStore().executorSummary(executor);
      Map<String, String> logs = CollectionConverters.asJava(summary.executorLogs());
      String log = logs.get("stderr");
      return "executor %s on %s%s"
          .formatted(executor, summary.hostPort(), log == null ? "" : " (" + log + ")");
    } catch (NoSuchElementException e) {
      return "executor " + executor;
    }
  }

  /**
   * Whether one of {@code executors} is being decommissioned. Spark tells nobody, and such an
   * executor ends when it is idle.
   */
  boolean isLeft(Collection<String> executors) {
    TaskScheduler scheduler = context.sc().taskScheduler();
    return executors.stream()
        .anyMatch(executor -> scheduler.getExecutorDecommissionState(executor).isDefined());
  }

  /** Whether another job has waited for a first slot for a while. */
  boolean isWantedByOthers() {
    synchronized (stages) {
      return stages.values().stream().anyMatch(Stage::isHungry);
    }
  }

  /** How many tasks of other jobs hold slots. */
  int tasksOfOthers() {
    return tasks(false);
  }

  /** How many tasks of this run's rounds hold slots. */
  int tasksOfRounds() {
    return tasks(true);
  }

  private int tasks(boolean ofRounds) {
    synchronized (stages) {
      return stages.values().stream()
          .filter(stage -> stage.isRound == ofRounds)
          .mapToInt(stage -> stage.running)
          .sum();
    }
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    lost.accept(removed.executorId(), removed.reason());
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    Properties properties = submitted.properties();
    boolean isRound = properties != null && run.equals(properties.getProperty(ROUND));
    synchronized (stages) {
      stages.put(
          submitted.stageInfo().stageId(), new Stage(isRound, submitted.stageInfo().numTasks()));
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart started) {
    change(started.stageId(), -1, 1);
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd ended) {
    change(ended.stageId(), 0, -1);
  }

  private void change(int id, int waiting, int running) {
    synchronized (stages) {
      Stage stage = stages.get(id);
      if (stage != null) {
        stage.waiting += waiting;
        stage.running += running;
        stage.since = System.nanoTime();
      }
    }
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted completed) {
    synchronized (stages) {
      stages.remove(completed.stageInfo().stageId());
    }
  }

  @Override
  public void close() {
    context.sc().removeSparkListener(this);
  }
}
