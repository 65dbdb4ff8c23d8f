package dev.bellows.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON schema of a spec, as a tree to look things up in. It is the one place of names, bounds
 * and defaults.
 */
final class SpecSchema {
  private static final String RESOURCE = "job-spec.schema.json";

  private final JsonNode root;

  private SpecSchema(JsonNode root) {
    this.root = root;
  }

  /** Reads the schema in the jar. */
  static SpecSchema load() {
    try (InputStream in = SpecSchema.class.getResourceAsStream(RESOURCE)) {
      return new SpecSchema(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE + " in the jar", e);
    }
  }

  JsonNode root() {
    return root;
  }

  /** The schema that {@code schema} refers to, or itself. */
  JsonNode resolve(JsonNode schema) {
    return schema.has("$ref") ? root.at(schema.get("$ref").textValue().substring(1)) : schema;
  }

  /** The schema of the field {@code name}, which a {@code $ref} may hide; missing where unknown. */
  JsonNode field(JsonNode schema, String name) {
    return resolve(schema).path("properties").path(name);
  }

  /** What a field is by default; missing where the schema does not say. */
  JsonNode defaultOf(JsonNode field) {
    return field.has("default") ? field.get("default") : resolve(field).path("default");
  }

  /** The names of the fields, in the order of the schema. */
  List<String> fields(JsonNode schema) {
    List<String> names = new ArrayList<>();
    resolve(schema).path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The types that {@code schema} names. */
  List<String> types(JsonNode schema) {
    JsonNode types = resolve(schema).path("type");
    List<String> names = new ArrayList<>();
    if (types.isTextual()) {
      names.add(types.textValue());
    }
    types.forEach(type -> names.add(type.textValue()));
    return names;
  }

  /**
   * The field for which something else than fields stands, as {@code adam} does for {@code name} in
   * {@code optimizer: adam}; null where nothing may.
   */
  String shorthand(JsonNode schema) {
    List<String> fields = fields(schema);
    return fields.isEmpty() || types(schema).size() < 2 ? null : fields.get(0);
  }

  /** Where there is a field {@code name}, nearest to the root; null for nowhere. */
  String pathOf(String name) {
    Map<String, JsonNode> level = Map.of("", root);
    while (!level.isEmpty()) {
      Map<String, JsonNode> next = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> section : level.entrySet()) {
        for (String field : fields(section.getValue())) {
          if (field.equals(name)) {
            return section.getKey() + field;
          }
          next.put(section.getKey() + field + ".", field(section.getValue(), field));
        }
      }
      level = next;
    }
    return null;
  }
}
