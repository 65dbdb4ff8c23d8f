package dev.bellows.job;

import dev.bellows.soak.StandaloneCluster;
import dev.bellows.soak.WorkerSpec;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The Spark on which engines are compared: what the options say, or executors that are started for
 * it as processes on this machine, and end with it.
 */
final class BenchSpark implements AutoCloseable {
  private static final String NAME = "bellows bench";
  private static final List<String> SECURITY =
      List.of("spark.authenticate", "spark.network.crypto.", "spark.ssl.");

  private final StandaloneCluster cluster;
  private final JavaSparkContext context;
  private final Runnable closing;

  private BenchSpark(StandaloneCluster cluster, JavaSparkContext context, Runnable closing) {
    this.cluster = cluster;
    this.context = context;
    this.closing = closing;
  }

  /** What the options say; where they name no master, so many threads of this JVM. */
  static BenchSpark inThreads(SparkOptions options, int threads) {
    Map<String, String> defaults = Map.of("spark.master", "local[" + threads + "]");
    SparkSessions session = SparkSessions.open(options.withDefaults(defaults), NAME);
    return new BenchSpark(
        null, JavaSparkContext.fromSparkContext(session.session().sparkContext()), session::close);
  }

  /**
   * So many executors of one core on this machine. What the system properties say of Spark, as
   * under spark-submit, is meant for another.
   */
  static BenchSpark inProcesses(SparkOptions options, int executors)
      throws IOException, InterruptedException {
    if (SparkEnv.get() != null) {
      throw new CommandException(
          Status.SPEC,
          "Cannot start executors beside a Spark session that is there already: leave out --executors");
    }
    StandaloneCluster cluster = StandaloneCluster.startAside(security(options));
    try {
      cluster.addWorkers(Collections.nCopies(executors, WorkerSpec.ofCores(1)));
      Map<String, String> defaults = new HashMap<>(cluster.settings());
      defaults.put("spark.ui.enabled", "false");
      // The first job waits until all are there.
      defaults.put("spark.cores.max", "" + executors);
      defaults.put("spark.scheduler.minRegisteredResourcesRatio", "1");
      SparkConf settings = new SparkConf(false);
      SparkSettings.of(options.withDefaults(defaults), NAME, none -> null).forEach(settings::set);
      JavaSparkContext context = new JavaSparkContext(settings);
      return new BenchSpark(cluster, context, context::close);
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** What of the settings asked for the master and its workers have to share. */
  private static Map<String, String> security(SparkOptions options) {
    Map<String, String> shared = new HashMap<>(options.settings());
    shared.keySet().removeIf(key -> SECURITY.stream().noneMatch(key::startsWith));
    return shared;
  }

  JavaSparkContext context() {
    return context;
  }

  @Override
  public void close() {
    closing.run();
    if (cluster != null) {
      cluster.close();
    }
  }
}
