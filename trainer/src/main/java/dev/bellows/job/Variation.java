package dev.bellows.job;

import java.util.Arrays;
import java.util.List;

/**
 * One value of a field that a job is trained with, among others.
 *
 * @param path of the field, such as {@code seed}
 * @param value as YAML
 */
record Variation(String path, String value) {
  /**
   * Reads {@code path=value,value…}.
   *
   * @throws CommandException if it is not of that form
   */
  static List<Variation> parse(String given) {
    int equals = given.indexOf('=');
    String[] values = given.substring(equals + 1).split(",", -1);
    if (equals < 1 || Arrays.stream(values).anyMatch(String::isBlank)) {
      throw new CommandException(
          Status.SPEC,
          "Invalid --vary: '%s': must be PATH=VALUE,VALUE…, such as seed=0,1,2".formatted(given));
    }
    return Arrays.stream(values)
        .map(value -> new Variation(given.substring(0, equals), value.strip()))
        .toList();
  }

  /** What sets a spec to this value; the run goes to a folder of its own under {@code output}. */
  List<String> overrides(String output) {
    return List.of(toString(), "output=" + YamlReader.quoted(output + "/" + this));
  }

  @Override
  public String toString() {
    return path + "=" + value;
  }
}
