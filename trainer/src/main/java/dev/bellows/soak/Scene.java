package dev.bellows.soak;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A run that something is about to happen to.
 *
 * @param cluster that it runs on
 * @param application that it is a part of
 * @param pace of the training
 * @param history of its rounds
 * @param source the table that is trained on
 * @param trigger while this file is there, a {@link FailingLoss} fails
 * @param random decides who is struck
 */
record Scene(
    StandaloneCluster cluster,
    Application application,
    Pace pace,
    RoundHistory history,
    Path source,
    Path trigger,
    Random random) {
  private static final int SOME_STEPS = 5;

  SparkEvents events() {
    return application.events();
  }

  /** Any of {@code all}. */
  <T> T any(List<T> all) {
    if (all.isEmpty()) {
      throw new IllegalStateException("Cannot choose: there is none");
    }
    return all.get(random.nextInt(all.size()));
  }

  /** The processes of the application's executors. */
  List<ExecutorProcess> executors() {
    String id = application.context().sc().applicationId();
    return cluster.workers().stream()
        .flatMap(worker -> worker.executors().stream())
        .filter(executor -> executor.application().equals(id))
        .toList();
  }

  /** Waits until Spark knows of so many executors. */
  void awaitExecutors(int count) {
    Condition.await(count + " executors", () -> events().executors() == count);
  }

  /** Waits until so many executors have a part in the training. */
  void awaitPart(int count) {
    Condition.await(count + " executors that compute", () -> history.executors() == count);
  }

  /** Waits until training has gone on a little. */
  void awaitSteps() {
    long before = pace.step();
    Condition.await("some more steps", () -> pace.step() >= before + SOME_STEPS);
  }
}
