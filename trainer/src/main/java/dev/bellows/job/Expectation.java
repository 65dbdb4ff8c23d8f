package dev.bellows.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a schema wants, in words that follow on "must be". */
final class Expectation {
  /** Above this a bound is a limit of the machine, told only to who met it. */
  private static final long TECHNICAL = 1_000_000_000;

  /** More fields than this are not all told. */
  private static final int TOLD_FIELDS = 8;

  private final SpecSchema schema;
  private final JsonNode value;

  /**
   * @param value that is not what the schema wants
   */
  Expectation(SpecSchema schema, JsonNode value) {
    this.schema = schema;
    this.value = value;
  }

  /** The words for {@code field}, the schema of a field. */
  String of(JsonNode field) {
    JsonNode wanted = schema.resolve(field);
    if (wanted.has("enum")) {
      return "one of " + String.join(", ", names(wanted));
    }
    if (wanted.has("examples")) {
      return "like " + String.join(", ", texts(wanted.get("examples")));
    }
    return String.join(
        " or ", schema.types(wanted).stream().map(type -> kind(type, wanted)).toList());
  }

  /** The names that {@code field} allows for a text; empty where it allows any. */
  List<String> names(JsonNode field) {
    JsonNode wanted = schema.resolve(field);
    if (wanted.has("enum")) {
      return texts(wanted.get("enum"));
    }
    return wanted.has("then") ? names(wanted.get("then")) : List.of();
  }

  private String kind(String type, JsonNode wanted) {
    return switch (type) {
      case "integer" -> "a whole number" + bounds(wanted);
      case "number" -> "a number" + bounds(wanted);
      case "boolean" -> "true or false";
      case "string" -> text(wanted);
      case "array" -> wanted.path("minItems").asInt() > 0 ? "a list that is not empty" : "a list";
      default -> fields(wanted);
    };
  }

  private String text(JsonNode wanted) {
    List<String> names = names(wanted);
    if (!names.isEmpty()) {
      return "one of " + String.join(", ", names);
    }
    if (wanted.path("maxLength").asInt() == 1) {
      return "one character";
    }
    return wanted.path("minLength").asInt() > 0 ? "a text that is not empty" : "a text";
  }

  private String fields(JsonNode wanted) {
    List<String> names = schema.fields(wanted);
    if (names.isEmpty()) {
      return "fields, each with " + of(wanted.path("additionalProperties"));
    }
    String told = String.join(", ", names.subList(0, Math.min(TOLD_FIELDS, names.size())));
    String others = names.size() > TOLD_FIELDS ? ", …" : "";
    return wanted.path("maxProperties").asInt() == 1
        ? "one name alone, such as " + told + others
        : "fields such as " + told + others;
  }

  private String bounds(JsonNode wanted) {
    List<String> bounds = new ArrayList<>();
    bound("≥ ", wanted.path("minimum"), bounds);
    bound("> ", wanted.path("exclusiveMinimum"), bounds);
    if (wanted.path("maximum").asLong() < TECHNICAL || value.asDouble() >= TECHNICAL) {
      bound("≤ ", wanted.path("maximum"), bounds);
    }
    bound("< ", wanted.path("exclusiveMaximum"), bounds);
    return bounds.isEmpty() ? "" : " " + String.join(" and ", bounds);
  }

  private static void bound(String sign, JsonNode bound, List<String> into) {
    if (!bound.isMissingNode()) {
      into.add(sign + bound.asText());
    }
  }

  private static List<String> texts(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false).map(JsonNode::asText).toList();
  }
}
