package dev.bellows.soak;

import dev.bellows.round.RoundSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a run has to be like so that a fault can happen to it.
 *
 * @param workers at its beginning
 * @param executors that there are before training begins
 * @param shards of the data: the most tasks of a round
 * @param spark settings of the application
 * @param rounds settings of the engine
 */
record Needs(
    List<WorkerSpec> workers,
    int executors,
    int shards,
    Map<String, String> spark,
    RoundSettings rounds) {
  /** Rounds as they are, but shorter: boundaries come within the seconds that a run lasts. */
  private static final RoundSettings SHORT_ROUNDS =
      new RoundSettings(Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(5), 5);

  Needs {
    workers = List.copyOf(workers);
    spark = Collections.unmodifiableMap(new LinkedHashMap<>(spark));
  }

  /**
   * So many workers of so many cores, each with one executor. What most faults need is set for all,
   * so that they can happen to the same application.
   */
  static Needs workers(int count, int cores) {
    return new Needs(
        Collections.nCopies(count, WorkerSpec.ofCores(cores)),
        count,
        Workload.SHARDS,
        Map.of(
            "spark.executor.cores",
            Integer.toString(cores),
            "spark.scheduler.mode",
            "FAIR",
            "spark.decommission.enabled",
            "true",
            "spark.storage.decommission.enabled",
            "true",
            "spark.storage.decommission.replicationReattemptInterval",
            "2s",
            "spark.executor.heartbeatInterval",
            "1s",
            "spark.storage.blockManagerHeartbeatTimeoutMs",
            "8s",
            "spark.network.timeoutInterval",
            "1s"),
        SHORT_ROUNDS);
  }

  /** The same, with each worker at an address of its own. */
  Needs onOwnHosts() {
    List<WorkerSpec> apart =
        IntStream.range(0, workers.size())
            .mapToObj(i -> workers.get(i).at("127.0.0." + (i + 1)))
            .toList();
    return new Needs(apart, executors, shards, spark, rounds);
  }

  /** The same, with hosts that are called by a name. */
  Needs byName() {
    List<WorkerSpec> named = workers.stream().map(worker -> worker.at("localhost")).toList();
    return new Needs(named, executors, shards, spark, rounds)
        .spark("spark.driver.host", "localhost");
  }

  /** The same, with so many executors at the beginning. */
  Needs executors(int count) {
    return new Needs(workers, count, shards, spark, rounds);
  }

  /** The same, with so many shards. */
  Needs shards(int count) {
    return new Needs(workers, executors, count, spark, rounds);
  }

  /** The same, with one more setting of Spark. */
  Needs spark(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(spark);
    more.put(key, value);
    return new Needs(workers, executors, shards, more, rounds);
  }

  /** The same, with rounds that last so long. */
  Needs longRounds(Duration longest) {
    return new Needs(workers, executors, shards, spark, rounds.withLongest(longest));
  }

  /** The same, with so long for a step. */
  Needs stepTimeout(Duration longest) {
    return new Needs(workers, executors, shards, spark, rounds.withStepTimeout(longest));
  }
}
