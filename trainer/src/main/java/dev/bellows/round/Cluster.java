package dev.bellows.round;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.spark.Resubmitted$;
import org.apache.spark.SparkConf;
import org.apache.spark.Success$;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.scheduler.TaskScheduler;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Spark knows on the driver about executors and about other jobs, as far as rounds have to
 * know it too.
 */
final class Cluster extends SparkListener implements AutoCloseable {
  private static final String WORK = "dev.bellows.round.work"; // a local property

  private static final Duration HUNGER = Duration.ofSeconds(1);

  private final JavaSparkContext context;
  private final String run;
  private final BiConsumer<String, String> lost;
  private final Stages stages = new Stages(HUNGER);

  /**
   * @param run tells its jobs from others'
   * @param lost takes the id of an executor that is lost and why, on a thread of Spark's
   */
  Cluster(JavaSparkContext context, String run, BiConsumer<String, String> lost) {
    this.context = context;
    this.run = run;
    this.lost = lost;
    context.sc().addSparkListener(this);
  }

  /** Submits Spark jobs, of which it is known then what they are for. */
  <T> T submit(Stages.Work work, Supplier<T> jobs) {
    String before = context.getLocalProperty(WORK);
    context.setLocalProperty(WORK, run + " " + work);
    try {
      return jobs.get();
    } finally {
      context.setLocalProperty(WORK, before);
    }
  }

  /** How many tasks run at once on the executors that are there now. */
  int slots() {
    ResourceProfile executors = context.sc().resourceProfileManager().defaultResourceProfile();
    return Math.max(1, context.sc().maxNumConcurrentTasks(executors));
  }

  /** How many tasks may run at once when all executors have come that may come. */
  int mostSlots() {
    return context.isLocal() ? slots() : mostSlots(context.getConf());
  }

  /** The same of a cluster, as far as these settings bound it. */
  static int mostSlots(SparkConf conf) {
    if (!conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      return Integer.MAX_VALUE;
    }
    long executors = conf.getInt("spark.dynamicAllocation.maxExecutors", Integer.MAX_VALUE);
    // A worker of Spark's own master gives an executor all its cores.
    boolean isStandalone = conf.get("spark.master").startsWith("spark://");
    int cores = conf.getInt("spark.executor.cores", isStandalone ? Integer.MAX_VALUE : 1);
    int each = Math.max(1, cores / conf.getInt("spark.task.cpus", 1));
    return (int) Math.min(Integer.MAX_VALUE, executors * each);
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
    return stages.isOtherHungry();
  }

  /** How many tasks hold slots for this work. */
  int tasks(Stages.Work work) {
    return stages.running(work);
  }

  /** What an error adds where others hold slots, or nothing. */
  String occupied() {
    int others = tasks(Stages.Work.OTHER);
    return others == 0 ? "" : "; tasks of other jobs hold %d slots".formatted(others);
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    lost.accept(removed.executorId(), removed.reason());
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    StageInfo stage = submitted.stageInfo();
    stages.submitted(key(stage), work(submitted.properties()), stage.numTasks());
  }

  private Stages.Work work(Properties properties) {
    String told = properties == null ? null : properties.getProperty(WORK);
    return told != null && told.startsWith(run + " ")
        ? Stages.Work.valueOf(told.substring(run.length() + 1))
        : Stages.Work.OTHER;
  }

  private static Stages.Key key(StageInfo stage) {
    return new Stages.Key(stage.stageId(), stage.attemptNumber());
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart started) {
    stages.began(new Stages.Key(started.stageId(), started.stageAttemptId()));
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd ended) {
    Stages.Key key = new Stages.Key(ended.stageId(), ended.stageAttemptId());
    if (ended.reason() == Resubmitted$.MODULE$) {
      stages.undone(key);
    } else {
      stages.ended(key, ended.reason() == Success$.MODULE$);
    }
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted completed) {
    stages.completed(key(completed.stageInfo()));
  }

  @Override
  public void close() {
    context.sc().removeSparkListener(this);
  }
}
