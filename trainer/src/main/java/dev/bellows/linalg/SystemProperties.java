package dev.bellows.linalg;

import java.util.HashMap;
import java.util.Map;

/** System properties that are set for a while, for code that can be told in no other way. */
final class SystemProperties implements AutoCloseable {

  private final Map<String, String> before = new HashMap<>();

  private SystemProperties() {}

  /** Sets each, or clears it where the value is null, until the result is closed. */
  static SystemProperties with(Map<String, String> properties) {
    SystemProperties set = new SystemProperties();
    set.and(properties);
    return set;
  }

  /** Sets these too. */
  void and(Map<String, String> properties) {
    properties.forEach((name, value) -> before.put(name, put(name, value)));
  }

  @Override
  public void close() {
    before.forEach(SystemProperties::put);
  }

  private static String put(String name, String value) {
    return value == null ? System.clearProperty(name) : System.setProperty(name, value);
  }
}
