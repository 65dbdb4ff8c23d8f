package dev.bellows.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Logger;
import org.apache.spark.sql.SparkSession;

/**
 * The SparkSession of a command. One that exists is used and never stopped; otherwise one is
 * started and stopped at the end. Settings come, in this order, from spark-submit (or any other
 * {@code spark.*} system property), from the command line, and, in local mode, from here.
 */
final class SparkSessions implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SparkSessions.class.getName());
  private static final String MASTER = "spark.master";
  private static final String LOG_CONFIGURATION = "log4j2.configurationFile";

  private final SparkSession session;
  private final boolean own;

  private SparkSessions(SparkSession session, boolean own) {
    this.session = session;
    this.own = own;
  }

  /**
   * Opens the session.
   *
   * @param name of the application, where the user gave none
   */
  static SparkSessions open(SparkOptions options, String name) {
    if (SparkSession.getDefaultSession().isDefined()) {
      if (options.master() != null || !options.settings().isEmpty()) {
        LOG.info("--master and --conf are not used: a Spark session is there already");
      }
      return new SparkSessions(SparkSession.getDefaultSession().get(), false);
    }
    SparkSession.Builder builder = SparkSession.builder();
    settings(options, name).forEach(builder::config);
    return new SparkSessions(builder.getOrCreate(), true);
  }

  SparkSession session() {
    return session;
  }

  @Override
  public void close() {
    if (own) {
      session.stop();
    }
  }

  /** What the session is to be told beside the system properties, which Spark reads itself. */
  static Map<String, String> settings(SparkOptions options, String name) {
    Map<String, String> asked = new LinkedHashMap<>(options.settings());
    if (options.master() != null) {
      asked.put(MASTER, options.master());
    }
    Map<String, String> settings = new LinkedHashMap<>();
    asked.forEach(
        (key, value) -> {
          String given = System.getProperty(key);
          if (given == null) {
            settings.put(key, value);
          } else if (!given.equals(value)) {
            LOG.info(() -> "%s=%s is not used: it was set to %s".formatted(key, value, given));
          }
        });
    byDefault(settings, "spark.app.name", name);
    byDefault(settings, MASTER, "local[*]");
    String master = System.getProperty(MASTER, settings.get(MASTER));
    if (master.startsWith("local")) {
      // One machine: no network to look for, nobody to show a page to, small shuffles.
      byDefault(settings, "spark.ui.enabled", "false");
      byDefault(settings, "spark.driver.host", "127.0.0.1");
      byDefault(settings, "spark.driver.bindAddress", "127.0.0.1");
      byDefault(
          settings,
          "spark.sql.shuffle.partitions",
          String.valueOf(Runtime.getRuntime().availableProcessors()));
    }
    // The progress line is ours.
    byDefault(settings, "spark.ui.showConsoleProgress", "false");
    return settings;
  }

  private static void byDefault(Map<String, String> settings, String key, String value) {
    if (System.getProperty(key) == null) {
      settings.putIfAbsent(key, value);
    }
  }

  /** Spark speaks only when something is wrong, unless the user or spark-submit configured logs. */
  static void quietLogs() {
    boolean configured =
        System.getProperty(LOG_CONFIGURATION) != null
            || System.getProperty("log4j.configurationFile") != null
            || System.getProperty(MASTER) != null
            || hasResource("log4j2.properties")
            || hasResource("log4j2.xml")
            || hasResource("log4j2.yaml")
            || hasResource("log4j2.json")
            || hasResource("log4j2-test.properties");
    if (!configured) {
      System.setProperty(LOG_CONFIGURATION, "classpath:dev/bellows/job/log4j2.properties");
    }
  }

  private static boolean hasResource(String name) {
    return Thread.currentThread().getContextClassLoader().getResource(name) != null;
  }
}
