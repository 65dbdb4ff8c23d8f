package dev.bellows.round;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many tasks of which stages run and wait, by what Spark tells of their beginnings and ends.
 * Any thread may tell and ask.
 */
final class Stages {
  private final Duration hunger;
  private final Map<Key, Stage> stages = new HashMap<>(); // its own lock

  /**
   * @param hunger how long a stage waits for a first task before it is {@link #isOtherHungry}
   */
  Stages(Duration hunger) {
    this.hunger = hunger;
  }

  /** What a stage is for. */
  enum Work {
    /** Tasks of this run's rounds, which stay. */
    ROUND,
    /** What this run waits for while it has no round. */
    JOB,
    /** All that is not of this run. */
    OTHER
  }

  /** A stage that failed is tried again under the same id: the tasks of before may still end. */
  record Key(int id, int attempt) {}

  private static final class Stage {
    private final Work work;
    private int undone; // tasks that have not succeeded
    private int running; // tasks, and second copies of them
    private long since = System.nanoTime(); // the last change, or submitted

    Stage(Work work, int tasks) {
      this.work = work;
      this.undone = tasks;
    }
  }

  void submitted(Key key, Work work, int tasks) {
    synchronized (stages) {
      stages.put(key, new Stage(work, tasks));
    }
  }

  void began(Key key) {
    change(key, 1, 0);
  }

  /** A task has ended; one that failed waits again. */
  void ended(Key key, boolean hasSucceeded) {
    change(key, -1, hasSucceeded ? -1 : 0);
  }

  /** What a task had done is lost, with an executor: it waits again. */
  void undone(Key key) {
    change(key, 0, 1);
  }

  private void change(Key key, int running, int undone) {
    synchronized (stages) {
      Stage stage = stages.get(key);
      if (stage != null) {
        stage.running += running;
        stage.undone += undone;
        stage.since = System.nanoTime();
      }
    }
  }

  void completed(Key key) {
    synchronized (stages) {
      stages.remove(key);
    }
  }

  /** How many tasks hold slots for this work. */
  int running(Work work) {
    synchronized (stages) {
      return stages.values().stream()
          .filter(stage -> stage.work == work)
          .mapToInt(stage -> stage.running)
          .sum();
    }
  }

  /** Whether a stage of others has had tasks for a while and none of them runs. */
  boolean isOtherHungry() {
    long now = System.nanoTime();
    synchronized (stages) {
      return stages.values().stream()
          .anyMatch(
              stage ->
                  stage.work == Work.OTHER
                      && stage.running == 0
                      && stage.undone > 0
                      && now - stage.since > hunger.toNanos());
    }
  }
}
