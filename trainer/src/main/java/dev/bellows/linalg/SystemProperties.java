package dev.bellows.linalg;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** System properties that are set for a while, for code that can be told in no other way. */
final class SystemProperties {

  private SystemProperties() {}

  /** Sets each, or clears it where the value is null, calls, and puts back what was there. */
  static <T> T with(Map<String, String> properties, Callable<T> action) throws Exception {
    Map<String, String> before = new HashMap<>();
    properties.forEach((name, value) -> before.put(name, put(name, value)));
    try {
      return action.call();
    } finally {
      before.forEach(SystemProperties::put);
    }
  }

  private static String put(String name, String value) {
    return value == null ? System.clearProperty(name) : System.setProperty(name, value);
  }
}
