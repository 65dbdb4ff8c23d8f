package dev.bellows.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;

/** How faults are made to happen; each method waits until the fault has run its course. */
final class Deeds {
  private static final int OTHER_JOBS = 3;

  private Deeds() {}

  /** Another executor comes in its place, and gets a part again. */
  static void killExecutor(Scene scene) {
    scene.any(scene.executors()).kill();
    scene.awaitSteps();
    scene.awaitPart(2);
  }

  /** With the map outputs that the shards were made from. */
  static void loseMachine(Scene scene) {
    scene.any(scene.cluster().workers()).destroy();
    scene.awaitExecutors(1);
    scene.awaitSteps();
  }

  /** What it sends when it wakes is old. */
  static void freezeMachine(Scene scene) {
    Worker worker = scene.any(scene.cluster().workers());
    ExecutorProcess executor = scene.any(worker.executors());
    worker.freeze();
    try {
      scene.awaitExecutors(1);
      scene.awaitSteps();
    } finally {
      worker.wake();
    }
    executor.awaitEnd();
    scene.awaitPart(2);
  }

  /** Until Spark gives it up, unless the run has ended before. */
  static void freezeExecutor(Scene scene) {
    ExecutorProcess executor = scene.any(scene.executors());
    executor.signal("STOP");
    try {
      scene.awaitExecutors(1);
    } finally {
      executor.signal("CONT");
    }
  }

  static void killTask(Scene scene) {
    long task = scene.any(List.copyOf(scene.events().tasks()));
    scene.application().context().sc().killTaskAttempt(task, true, FailingLoss.MESSAGE);
    Condition.await("the end of task " + task, () -> !scene.events().runs(task));
    scene.awaitSteps();
  }

  static void failTaskOnce(Scene scene) throws IOException {
    failTasks(scene);
    Condition.await("a task's failure", () -> !Files.exists(scene.trigger()));
    scene.awaitSteps();
  }

  static void failTasks(Scene scene) throws IOException {
    Files.createFile(scene.trigger());
  }

  /** What the machine had of the table has to be read again. */
  static void changeSource(Scene scene) throws IOException {
    Workload.change(scene.source());
    scene.any(scene.cluster().workers()).destroy();
  }

  static void stopSpark(Scene scene) {
    scene.application().context().sc().stopInNewThread();
  }

  static void addMachines(Scene scene) throws IOException, InterruptedException {
    scene.cluster().addWorkers(Collections.nCopies(2, WorkerSpec.ofCores(1)));
    scene.awaitPart(3);
  }

  static void loseAll(Scene scene) {
    scene.cluster().workers().forEach(Worker::destroy);
  }

  static void loseAllThenAdd(Scene scene) throws IOException, InterruptedException {
    loseAll(scene);
    scene.awaitExecutors(0);
    scene.cluster().addWorker(WorkerSpec.ofCores(1));
    scene.awaitPart(1);
    scene.awaitSteps();
  }

  /** Executors that nobody needs are taken away; with training, they come back. */
  static void rest(Scene scene) {
    scene.awaitPart(3);
    scene.pace().pause();
    try {
      scene.awaitExecutors(1);
    } finally {
      scene.pace().resume();
    }
    scene.awaitSteps();
    scene.awaitPart(3);
  }

  /** It leaves once it has nothing to do any more. */
  static void decommission(Scene scene) {
    ExecutorProcess executor = scene.any(scene.executors());
    executor.signal("PWR");
    executor.awaitEnd();
    scene.awaitSteps();
    scene.awaitPart(2);
  }

  static void awaitTwin(Scene scene) {
    Condition.await("a speculative task", () -> scene.events().twins() > 0);
    scene.awaitSteps();
  }

  /** Of another pool, and with as many tasks as there are cores, twice. */
  static void runOtherJobs(Scene scene)
      throws ExecutionException, InterruptedException, TimeoutException {
    JavaSparkContext context = scene.application().context();
    context.setLocalProperty("spark.scheduler.pool", "others");
    for (int i = 0; i < OTHER_JOBS; i++) {
      context
          .parallelize(List.of(1, 2, 3, 4), 4)
          .countAsync()
          .get(Condition.BOUND.toSeconds(), TimeUnit.SECONDS);
    }
    scene.awaitSteps();
  }
}
