package dev.bellows.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;

/**
 * What a new session is told. Settings come, in this order, from spark-submit (or any other {@code
 * spark.*} system property), from the command line, and, in local mode, from here.
 */
final class SparkSettings {
  private static final Logger LOG = Logger.getLogger(SparkSettings.class.getName());
  private static final String MASTER = "spark.master";

  private final UnaryOperator<String> given;
  private final Map<String, String> settings = new LinkedHashMap<>();

  private SparkSettings(UnaryOperator<String> given) {
    this.given = given;
  }

  /**
   * The settings beside the system properties, which Spark reads itself.
   *
   * @param name of the application, where nobody gave one
   * @param given a system property; null where it is not set
   */
  static Map<String, String> of(SparkOptions options, String name, UnaryOperator<String> given) {
    SparkSettings all = new SparkSettings(given);
    options.settings().forEach(all::ask);
    if (options.master() != null) {
      all.ask(MASTER, options.master());
    }
    all.byDefault("spark.app.name", name);
    all.byDefault(MASTER, "local[*]");
    if (all.value(MASTER).startsWith("local")) {
      all.forOneMachine();
    }
    all.forLargeShards();
    // The progress line is ours.
    all.byDefault("spark.ui.showConsoleProgress", "false");
    return all.settings;
  }

  /** No network to look for, nobody to show a page to, small shuffles. */
  private void forOneMachine() {
    byDefault("spark.ui.enabled", "false");
    byDefault("spark.driver.host", "127.0.0.1");
    byDefault("spark.driver.bindAddress", "127.0.0.1");
    byDefault(
        "spark.sql.shuffle.partitions", String.valueOf(Runtime.getRuntime().availableProcessors()));
  }

  /**
   * A shard may be larger than memory: Spark's streams are to forget the chunks that they have
   * written or read, some MB each, after ten and not after a hundred; and what comes from another
   * executor goes to disk, not into memory, where it is large.
   */
  private void forLargeShards() {
    byDefault("spark.serializer.objectStreamReset", "10");
    byDefault("spark.network.maxRemoteBlockSizeFetchToMem", "64m");
  }

  private void ask(String key, String value) {
    String before = given.apply(key);
    if (before == null) {
      settings.put(key, value);
    } else if (!before.equals(value)) {
      LOG.info(() -> "%s=%s is not used: it was set to %s".formatted(key, value, before));
    }
  }

  private void byDefault(String key, String value) {
    if (given.apply(key) == null) {
      settings.putIfAbsent(key, value);
    }
  }

  private String value(String key) {
    String before = given.apply(key);
    return before == null ? settings.get(key) : before;
  }
}
