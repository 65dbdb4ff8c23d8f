package dev.bellows.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the fields of a spec came from, for the messages of whoever finds them wrong. */
public final class SpecOrigin {
  private static final int FROM_COMMAND_LINE = 0;

  /** Values longer than this are cut in messages. */
  private static final int SHOWN = 60;

  private final String file;
  private final ObjectNode root;
  private final Map<String, Integer> lines = new HashMap<>();

  /**
   * @param file as messages name it
   * @param root the tree of the spec
   */
  SpecOrigin(String file, ObjectNode root) {
    this.file = file;
    this.root = root;
  }

  /** The whole spec as JSON: defaults written out, paths resolved. */
  public String toJson() {
    return root.toPrettyString();
  }

  ObjectNode root() {
    return root;
  }

  /** Remembers the line, counted from 1, of the field at {@code path}. */
  void at(String path, int line) {
    lines.put(path, line);
  }

  /** Remembers that the field at {@code path}, and all below it, came from {@code --set}. */
  void overridden(String path) {
    lines.keySet().removeIf(known -> known.startsWith(path + "."));
    lines.put(path, FROM_COMMAND_LINE);
  }

  /** {@code Invalid path: value (where): way out}. */
  SpecError invalid(String path, Object value, String wayOut) {
    String text = value instanceof JsonNode node ? flow(node) : String.valueOf(value);
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
    return error(path, "Invalid %s: %s (%s): %s".formatted(path, shown, where(path), wayOut));
  }

  /** {@code what path (where): way out}, for fields that are missing or unknown. */
  SpecError wrong(String what, String path, String wayOut) {
    return error(path, "%s %s (%s): %s".formatted(what, path, where(path), wayOut));
  }

  private SpecError error(String path, String message) {
    Integer line = line(path);
    return new SpecError(path, line == null ? 0 : line, message);
  }

  /** The file and line of the field at {@code path}, or of the nearest one around it. */
  private String where(String path) {
    Integer line = line(path);
    if (line == null) {
      return file;
    }
    return line == FROM_COMMAND_LINE ? "--set" : "%s line %d".formatted(file, line);
  }

  private Integer line(String path) {
    String known = path;
    while (!lines.containsKey(known)) {
      int dot = known.lastIndexOf('.');
      if (dot < 0) {
        return null;
      }
      known = known.substring(0, dot);
    }
    return lines.get(known);
  }

  /** YAML's way to write fields and lists in one line. */
  private static String flow(JsonNode value) {
    if (value.isValueNode()) {
      return value.asText();
    }
    List<String> parts = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(element -> parts.add(flow(element)));
      return "[" + String.join(", ", parts) + "]";
    }
    value.properties().forEach(field -> parts.add(field.getKey() + ": " + flow(field.getValue())));
    return "{" + String.join(", ", parts) + "}";
  }
}
