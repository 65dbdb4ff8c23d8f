package dev.bellows.job;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a step costs on each engine, and with what it was measured.
 *
 * @param machine of the driver
 * @param environment the variables that BLAS reads, null where one is not set
 * @param threads of the engine {@code local}
 * @param shards of the data
 * @param spark what decides how fast it is
 * @param results an engine each, for each case
 */
record EngineReport(
    Diagnosis machine,
    Map<String, String> environment,
    int threads,
    int shards,
    Cluster spark,
    List<Result> results) {
  /**
   * The Spark that computes.
   *
   * @param version of it
   * @param master its URL
   * @param executors beside the driver; 0 where the driver computes
   * @param slots of all, as Spark counts them
   * @param executorMemory as set, null where it is not
   */
  record Cluster(String version, String master, int executors, int slots, String executorMemory) {
    static Cluster of(JavaSparkContext context) {
      return new Cluster(
          context.version(),
          context.master(),
          context.sc().getExecutorMemoryStatus().size() - 1, // of which one is the driver's
          context.defaultParallelism(),
          context.getConf().get("spark.executor.memory", null));
    }
  }

  /**
   * The timing of one case on one engine.
   *
   * @param name of the case, as on the command line
   * @param network its layers
   * @param batchSize rows of a step
   * @param engine its name
   * @param weights the sha-256 of those after the first epoch: the same on all engines
   * @param windows how many
   * @param millisPerStep of the windows
   * @param rowsPerSecond in the median
   * @param millisOverLocal on top of a step of the engine {@code local}, window by window; null
   *     where that was not timed
   * @param speedOfLocal steps a second by those of {@code local}, window by window
   * @param speedOfJobs the same of the engine {@code jobs}
   */
  record Result(
      String name,
      String network,
      int batchSize,
      String engine,
      String weights,
      int windows,
      Quartiles millisPerStep,
      double rowsPerSecond,
      Quartiles millisOverLocal,
      Quartiles speedOfLocal,
      Quartiles speedOfJobs) {}

  /** The results of one case. */
  static List<Result> results(
      BenchCase timed, Map<JobSpec.EngineName, EngineComparison.Timing> timings) {
    double[] local = millis(timings.get(JobSpec.EngineName.LOCAL));
    double[] jobs = millis(timings.get(JobSpec.EngineName.JOBS));
    List<Result> results = new ArrayList<>();
    timings.forEach(
        (engine, timing) -> {
          double[] millis = millis(timing);
          Quartiles quartiles = Quartiles.of(millis);
          results.add(
              new Result(
                  timed.name(),
                  timed.layers(),
                  timed.batchSize(),
                  engine.name().toLowerCase(Locale.ROOT),
                  timing.weights(),
                  millis.length,
                  quartiles,
                  timed.batchSize() / quartiles.median() * 1e3,
                  local == null
                      ? null
                      : Quartiles.ofPairs(millis, local, (own, other) -> own - other),
                  local == null
                      ? null
                      : Quartiles.ofPairs(millis, local, (own, other) -> other / own),
                  jobs == null
                      ? null
                      : Quartiles.ofPairs(millis, jobs, (own, other) -> other / own)));
        });
    return results;
  }

  private static double[] millis(EngineComparison.Timing timing) {
    return timing == null
        ? null
        : timing.windows().stream().mapToDouble(w -> w.microsPerStep() * 1e-3).toArray();
  }

  void printMachine(PrintWriter out) {
    BenchReport.printKernel(machine, environment, out);
    BenchReport.printSystem(machine, out);
    out.printf(
        "spark      %s, %s, %d executors%s, %d slots%n",
        spark.version(),
        spark.master(),
        spark.executors(),
        spark.executorMemory() == null ? "" : " of " + spark.executorMemory(),
        spark.slots());
    out.printf("training   %d threads, %d shards%n%n", threads, shards);
    out.printf(
        "%-16s %-15s %5s %-7s %10s %19s %10s %10s %9s %9s%n",
        "case",
        "network",
        "batch",
        "engine",
        "ms a step",
        "quartiles",
        "rows/s",
        "ms on top",
        "of local",
        "of jobs");
    out.flush();
  }

  static void print(Result result, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-16s %-15s %5d %-7s %,10.4f %,9.4f %,9.4f %,10.0f %10s %9s %9s%n",
        result.name(),
        result.network(),
        result.batchSize(),
        result.engine(),
        result.millisPerStep().median(),
        result.millisPerStep().lower(),
        result.millisPerStep().upper(),
        result.rowsPerSecond(),
        median("%+,.3f", result.millisOverLocal()),
        median("%.3f×", result.speedOfLocal()),
        median("%,.1f×", result.speedOfJobs()));
    out.flush();
  }

  private static String median(String format, Quartiles quartiles) {
    return quartiles == null ? "" : String.format(Locale.ROOT, format, quartiles.median());
  }
}
