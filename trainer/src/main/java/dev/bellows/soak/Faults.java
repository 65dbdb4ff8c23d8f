package dev.bellows.soak;

import java.time.Duration;
import java.util.List;

/** All faults that a training is put through. */
final class Faults {
  private static final Needs TWO = Needs.workers(2, 1);

  /** Longer than a run lasts. */
  private static final Duration ONE_ROUND = Duration.ofMinutes(5);

  /** In the order in which they are tried: those that want the same application together. */
  static final List<Fault> ALL =
      List.of(
          Fault.survived("nothing", "two executors, and nothing happens", TWO, Scene::awaitSteps),
          Fault.survived(
              "executor-killed", "an executor is killed (SIGKILL)", TWO, Deeds::killExecutor),
          Fault.survived(
              "machine-lost",
              "a worker, its executor and all that they wrote are gone",
              TWO,
              Deeds::loseMachine),
          Fault.survived(
              "machine-frozen",
              "a worker and its executor stand still until given up, then go on",
              TWO,
              Deeds::freezeMachine),
          Fault.survived("task-killed", "a running task is killed", TWO, Deeds::killTask),
          Fault.survived(
              "executors-added",
              "two executors join the one that there is",
              Needs.workers(1, 1).longRounds(ONE_ROUND),
              Deeds::addMachines),
          Fault.survived(
              "all-lost", "all machines are lost, then one comes", TWO, Deeds::loseAllThenAdd),
          Fault.survived(
              "decommissioned",
              "an executor is told to leave (SIGPWR)",
              TWO.longRounds(ONE_ROUND),
              Deeds::decommission),
          Fault.survived(
              "concurrent-job",
              "other jobs want a part of the executors (FAIR)",
              TWO.longRounds(ONE_ROUND),
              Deeds::runOtherJobs),
          Fault.survived(
                  "source-changed",
                  "the table is written anew, and a machine that held a part of it is lost",
                  TWO,
                  Deeds::changeSource)
              .fatal("the source has changed"),
          Fault.survived(
                  "none-back",
                  "all machines are lost for good",
                  TWO.stepTimeout(Duration.ofSeconds(15)),
                  Deeds::loseAll)
              .fatal("no executor"),
          Fault.survived(
                  "spark-stopped",
                  "Spark stops in the driver, as it does when a master gives the application up",
                  TWO,
                  Deeds::stopSpark)
              .fatal("Spark has stopped"),
          Fault.survived("task-fails-ever", "tasks fail however often", TWO, Deeds::failTasks)
              .training(trigger -> new FailingLoss(trigger.toString(), false))
              .fatal(FailingLoss.MESSAGE),
          Fault.survived(
                  "executor-late",
                  "an executor stands still for longer than a step may take",
                  TWO.longRounds(ONE_ROUND)
                      .stepTimeout(Duration.ofSeconds(20)) // for a first executor to come, too
                      .spark("spark.storage.blockManagerHeartbeatTimeoutMs", "60s"),
                  Deeds::freezeExecutor)
              .fatal("late, with step"),
          Fault.survived(
              "nothing-on-four",
              "four executors on hosts with a name, and nothing happens",
              Needs.workers(4, 1).byName(),
              Scene::awaitSteps),
          Fault.survived(
                  "task-failed",
                  "a task fails with an exception, where one failure ends a job",
                  TWO.spark("spark.task.maxFailures", "1"),
                  Deeds::failTaskOnce)
              .training(trigger -> new FailingLoss(trigger.toString(), true)),
          Fault.survived(
              "dynamic-allocation",
              "Spark goes from one executor to three, to one when training pauses, and up again",
              Needs.workers(3, 1)
                  .executors(1)
                  .spark("spark.dynamicAllocation.enabled", "true")
                  .spark("spark.dynamicAllocation.shuffleTracking.enabled", "true")
                  .spark("spark.dynamicAllocation.shuffleTracking.timeout", "2s")
                  .spark("spark.dynamicAllocation.minExecutors", "1")
                  .spark("spark.dynamicAllocation.maxExecutors", "3")
                  .spark("spark.dynamicAllocation.executorIdleTimeout", "2s")
                  .spark("spark.dynamicAllocation.cachedExecutorIdleTimeout", "2s")
                  // To Spark, map outputs that come from one who leaves are in use till a job ends.
                  .spark("spark.storage.decommission.shuffleBlocks.enabled", "false")
                  .longRounds(ONE_ROUND), // between two, who has just come is idle, and goes
              Deeds::rest),
          Fault.survived(
              "speculative-twin",
              "Spark starts a second copy of a task that takes long",
              Needs.workers(2, 2)
                  .onOwnHosts() // where Spark starts a copy, there is none of it yet
                  .shards(2)
                  .spark("spark.speculation", "true")
                  .spark("spark.speculation.task.duration.threshold", "5s")
                  .longRounds(ONE_ROUND),
              Deeds::awaitTwin));

  private Faults() {}

  /**
   * The fault of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Fault of(String name) {
    return ALL.stream()
        .filter(fault -> fault.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Invalid fault: " + name));
  }
}
