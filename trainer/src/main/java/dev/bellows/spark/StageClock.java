package dev.bellows.spark;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.StageInfo;

/**
 * Takes the time of one shuffling job that this thread runs: of what comes before the shuffle, and
 * of what comes after.
 */
final class StageClock extends SparkListener implements AutoCloseable {
  private static final String KEY = "bellows.clock";
  private static final int LATE_SECONDS = 5;
  private final SparkContext context;
  private final String name =
      Integer.toHexString(System.identityHashCode(this)) + System.nanoTime();
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile double before;
  private volatile double after;

  StageClock(SparkContext context) {
    this.context = context;
    context.addSparkListener(this);
    context.setLocalProperty(KEY, name);
  }

  /** Seconds of the stage that writes the shuffle. */
  double before() {
    return before;
  }

  /** Seconds of the stage that reads it; 0 where Spark was too busy to say. */
  double after() {
    return after;
  }

  /** Waits for Spark to tell, which it does a little after the job. */
  void stop() {
    try {
      boolean told = ended.await(LATE_SECONDS, TimeUnit.SECONDS);
      after = told ? after : 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted event) {
    if (event.properties() != null && name.equals(event.properties().getProperty(KEY))) {
      stages.add(event.stageInfo().stageId());
    }
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted event) {
    StageInfo stage = event.stageInfo();
    if (!stages.contains(stage.stageId()) || stage.completionTime().isEmpty()) {
      return;
    }
    double seconds =
        ((long) stage.completionTime().get() - (long) stage.submissionTime().get()) * 1e-3;
    if (stage.shuffleDepId().isDefined()) {
      before = seconds;
    } else {
      after = seconds;
      ended.countDown();
    }
  }

  @Override
  public void close() {
    context.setLocalProperty(KEY, null);
    context.removeSparkListener(this);
  }
}
