package dev.bellows.job;

import java.util.Map;
import java.util.TreeMap;

/** What takes part in a run, and in which version. */
final class Versions {
  private Versions() {}

  /** By name: {@code bellows}, {@code java}, {@code scala}, {@code spark}. */
  static Map<String, String> all() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("bellows", bellows());
    versions.put("java", Runtime.version().toString());
    versions.put("scala", scala.util.Properties.versionNumberString());
    versions.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    return versions;
  }

  /** From the jar's manifest; {@code development} where classes lie in a folder. */
  static String bellows() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
