package dev.bellows.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.bellows.catalog.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Holds a spec against the schema. The validator finds what is wrong; what it says about it is put
 * into words here. A field that is wrong is taken out of the tree, so that the rest can be looked
 * at further.
 */
final class SchemaCheck {
  /**
   * The section that may lack what it requires: whoever reads it sees for himself what is there.
   */
  private static final List<String> INCOMPLETE = List.of("data");

  private final SpecSchema schema;
  private final JsonSchema validator;

  SchemaCheck(SpecSchema schema) {
    this.schema = schema;
    this.validator =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                schema.root(),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  /** Adds everything that is wrong to the document's errors, one error a field. */
  void check(SpecDocument document) {
    Set<String> seen = new HashSet<>();
    List<List<String>> wrong = new ArrayList<>();
    for (ValidationMessage message : validator.validate(document.root())) {
      List<String> instance = names(message.getInstanceLocation());
      switch (message.getType()) {
        case "additionalProperties" -> {
          List<String> field = append(instance, message.getProperty());
          unknown(document, field, owner(message));
          wrong.add(field);
        }
        case "required" -> {
          List<String> field = append(instance, message.getProperty());
          document.wrong(
              "Missing field",
              String.join(".", field),
              describe(owner(message), message.getProperty()));
          wrong.add(field);
        }
        case "uniqueItems" -> {
          invalid(document, instance, "must name each only once");
          wrong.add(instance);
        }
        default -> {
          if (seen.add(String.join(".", instance))) {
            invalid(document, instance, mustBe(document, instance, owner(message)));
          }
          wrong.add(instance);
        }
      }
    }
    wrong.forEach(field -> remove(document.root(), field));
  }

  private void unknown(SpecDocument document, List<String> field, JsonNode owner) {
    String name = field.get(field.size() - 1);
    List<String> known = schema.fields(owner);
    String nearest = NearestName.of(name, known);
    String elsewhere = nearest == null ? schema.pathOf(name) : nearest;
    document.wrong(
        "Unknown field",
        String.join(".", field),
        elsewhere == null
            ? "known are " + String.join(", ", known)
            : "did you mean " + elsewhere + "?");
  }

  private String describe(JsonNode owner, String name) {
    JsonNode field = schema.field(owner, name);
    JsonNode description =
        field.has("description")
            ? field.get("description")
            : schema.resolve(field).path("description");
    return description.asText();
  }

  private String mustBe(SpecDocument document, List<String> instance, JsonNode owner) {
    JsonNode value = at(document.root(), instance);
    Expectation expectation = new Expectation(schema, value);
    String suggestion =
        value.isTextual()
            ? NearestName.suggestion(value.textValue(), expectation.names(owner))
            : "";
    return "must be " + expectation.of(owner) + suggestion;
  }

  private static void invalid(SpecDocument document, List<String> instance, String wayOut) {
    document.invalid(String.join(".", instance), at(document.root(), instance), wayOut);
  }

  /** The schema whose keyword {@code message} is about. */
  private JsonNode owner(ValidationMessage message) {
    List<String> keyword = names(message.getSchemaLocation().getFragment());
    return at(schema.root(), keyword.subList(0, keyword.size() - 1));
  }

  private static List<String> names(JsonNodePath path) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      names.add(String.valueOf(path.getElement(i)));
    }
    return names;
  }

  private static List<String> append(List<String> names, String name) {
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    return longer;
  }

  /** The node of that path; missing where there is none. */
  static JsonNode at(JsonNode root, List<String> names) {
    JsonNode node = root;
    for (String name : names) {
      node = node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
    }
    return node;
  }

  /**
   * Takes out the field at {@code names}, or what cannot do without it: the list that it is an
   * element of, the section that requires it.
   */
  void remove(ObjectNode root, List<String> names) {
    List<JsonNode> nodes = new ArrayList<>();
    List<JsonNode> schemas = new ArrayList<>();
    JsonNode node = root;
    JsonNode nodeSchema = schema.root();
    for (String name : names) {
      if (!node.isObject()) {
        break;
      }
      nodes.add(node);
      schemas.add(nodeSchema);
      node = node.path(name);
      nodeSchema = schema.field(nodeSchema, name);
    }
    int cut = nodes.size() - 1;
    while (cut > 0
        && !names.subList(0, cut).equals(INCOMPLETE)
        && requires(schemas.get(cut), names.get(cut))) {
      cut--;
    }
    ((ObjectNode) nodes.get(cut)).remove(names.get(cut));
  }

  private boolean requires(JsonNode section, String name) {
    return StreamSupport.stream(schema.resolve(section).path("required").spliterator(), false)
        .anyMatch(required -> required.asText().equals(name));
  }
}
