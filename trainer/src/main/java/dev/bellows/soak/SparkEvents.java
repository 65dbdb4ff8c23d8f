package dev.bellows.soak;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** What Spark says is going on: executors that are there, and tasks that run. */
final class SparkEvents extends SparkListener {
  private final Set<String> executors = ConcurrentHashMap.newKeySet();
  private final Map<Long, Boolean> running = new ConcurrentHashMap<>(); // tasks; is it a copy?

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded added) {
    executors.add(added.executorId());
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    executors.remove(removed.executorId());
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    running.put(start.taskInfo().taskId(), start.taskInfo().speculative());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    running.remove(end.taskInfo().taskId());
  }

  /** How many executors there are. */
  int executors() {
    return executors.size();
  }

  /** The ids of the tasks that run. */
  Set<Long> tasks() {
    return Set.copyOf(running.keySet());
  }

  /** Whether a task runs. */
  boolean runs(long task) {
    return running.containsKey(task);
  }

  /** How many of them are speculative copies. */
  long twins() {
    return running.values().stream().filter(isCopy -> isCopy).count();
  }
}
