package dev.bellows.job;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of every command that needs Spark. */
final class SparkOptions {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark's master, such as local[2] or spark://host:7077; default local[*]. Under spark-submit, its own.")
  private String master;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark; may be repeated. Under spark-submit, its own go first.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** The master asked for; null for none. */
  String master() {
    return master;
  }

  /** The settings asked for, by key. */
  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  /** The same, with {@code defaults} for what was not asked for. */
  SparkOptions withDefaults(Map<String, String> defaults) {
    SparkOptions options = new SparkOptions();
    options.master = master;
    options.settings.putAll(defaults);
    options.settings.putAll(settings);
    return options;
  }
}
