package dev.bellows.soak;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext$;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A Spark application whose driver is this JVM: tasks are killed, and other jobs submitted, through
 * its own SparkContext. It lasts for one training after the other, as long as they want the same
 * settings, and has to get over what happened to those before.
 */
final class Application implements AutoCloseable {
  private final Map<String, String> settings;
  private final JavaSparkContext context;
  private final SparkSession session;
  private final SparkEvents events = new SparkEvents();

  /**
   * @param settings beside those of the cluster
   * @param logLevel of Spark in this JVM
   */
  Application(StandaloneCluster cluster, Map<String, String> settings, String logLevel) {
    this.settings = settings;
    SparkConf all = new SparkConf(false).setAppName("bellows soak");
    cluster.settings().forEach(all::set);
    all.set("spark.ui.enabled", "false");
    all.set("spark.ui.showConsoleProgress", "false");
    all.set("spark.executor.memory", "512m");
    all.set("spark.sql.shuffle.partitions", "2");
    settings.forEach(all::set);
    context = new JavaSparkContext(all);
    context.sc().addSparkListener(events);
    context.setLogLevel(logLevel);
    session = SparkSession.builder().getOrCreate();
  }

  /** Whether a training that wants these settings can be a part of it. */
  boolean serves(Map<String, String> wanted) {
    return settings.equals(wanted) && !context.sc().isStopped();
  }

  JavaSparkContext context() {
    return context;
  }

  SparkSession session() {
    return session;
  }

  SparkEvents events() {
    return events;
  }

  /** Waits until so many executors are there, and idle. */
  void awaitIdle(int executors) {
    Condition.await(
        executors + " idle executors at the beginning",
        () -> events.executors() == executors && events.tasks().isEmpty());
  }

  @Override
  public void close() {
    session.stop();
    // Who stopped it before may be still at it.
    Condition.await("the end of Spark", () -> SparkContext$.MODULE$.getActive().isEmpty());
  }
}
