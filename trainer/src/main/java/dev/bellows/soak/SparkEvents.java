package dev.bellows.soak;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** What Spark says is going on: executors that are there, and tasks that run. */
final class SparkEvents extends SparkListener {
  private final Set<String> executors = ConcurrentHashMap.newKeySet();
  private final Map<Long, Task> running = new ConcurrentHashMap<>();

  /** A task that runs. */
  private record Task(String executor, boolean isTwin) {}

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
    running.put(
        start.taskInfo().taskId(),
        new Task(start.taskInfo().executorId(), start.taskInfo().speculative()));
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    running.remove(end.taskInfo().taskId());
  }

  /** How many executors there are. */
  int executors() {
    return executors.size();
  }

  /** How many of them run tasks. */
  int busyExecutors() {
    Set<String> busy = running.values().stream().map(Task::executor).collect(Collectors.toSet());
    busy.retainAll(executors);
    return busy.size();
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
    return running.values().stream().filter(Task::isTwin).count();
  }
}
