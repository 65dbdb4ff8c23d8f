package dev.bellows.round;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** How Spark's tasks end. */
final class TaskEnds extends SparkListener {
  private final Set<String> reasons = ConcurrentHashMap.newKeySet();

  @Override
  public void onTaskEnd(SparkListenerTaskEnd ended) {
    reasons.add(ended.reason().toString());
  }

  Set<String> reasons() {
    return reasons;
  }
}
