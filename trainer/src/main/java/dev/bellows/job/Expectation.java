package dev.bellows.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a schema wants, in words that follow on "must be". */
final class Expectation {
  private Expectation() {}

  /** The words for {@code schema}, a node without a reference. */
  static String of(JsonNode schema) {
    if (schema.has("enum")) {
      return "one of " + joined(schema.get("enum"));
    }
    if (schema.has("examples")) {
      return "like " + joined(schema.get("examples"));
    }
    List<String> kinds = new ArrayList<>();
    JsonNode types = schema.path("type");
    if (types.isTextual()) {
      kinds.add(kind(types.textValue(), schema));
    }
    types.forEach(type -> kinds.add(kind(type.textValue(), schema)));
    return String.join(" or ", kinds);
  }

  /** The names that {@code schema} allows; empty where it has no list of them. */
  static List<String> names(JsonNode schema) {
    return StreamSupport.stream(schema.path("enum").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static String kind(String type, JsonNode schema) {
    return switch (type) {
      case "integer" -> "a whole number" + bounds(schema);
      case "number" -> "a number" + bounds(schema);
      case "boolean" -> "true or false";
      case "string" -> text(schema);
      case "array" -> schema.path("minItems").asInt() > 0 ? "a list that is not empty" : "a list";
      default -> fields(schema);
    };
  }

  private static String text(JsonNode schema) {
    if (schema.path("then").has("enum")) {
      return "one of " + joined(schema.get("then").get("enum"));
    }
    if (schema.path("maxLength").asInt() == 1) {
      return "one character";
    }
    return schema.path("minLength").asInt() > 0 ? "a text that is not empty" : "a text";
  }

  private static String fields(JsonNode schema) {
    List<String> names = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      return "fields, each with " + of(schema.path("additionalProperties"));
    }
    return schema.path("maxProperties").asInt() == 1
        ? "one of " + String.join(", ", names)
        : "fields: " + String.join(", ", names);
  }

  private static String bounds(JsonNode schema) {
    List<String> bounds = new ArrayList<>();
    bound("≥ ", schema.path("minimum"), bounds);
    bound("> ", schema.path("exclusiveMinimum"), bounds);
    bound("≤ ", schema.path("maximum"), bounds);
    bound("< ", schema.path("exclusiveMaximum"), bounds);
    return bounds.isEmpty() ? "" : " " + String.join(" and ", bounds);
  }

  private static void bound(String sign, JsonNode bound, List<String> into) {
    if (!bound.isMissingNode()) {
      into.add(sign + bound.asText());
    }
  }

  private static String joined(JsonNode values) {
    return String.join(
        ", ", StreamSupport.stream(values.spliterator(), false).map(JsonNode::asText).toList());
  }
}
