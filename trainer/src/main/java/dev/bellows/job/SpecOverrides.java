package dev.bellows.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies {@code --set path=value}. Lists are entered by number, and one past the end appends;
 * fields on the way that are not there yet are made. An empty value takes the field away, so that
 * its default holds.
 */
final class SpecOverrides {
  private final SpecSchema schema;
  private final SpecCompletion completion;

  SpecOverrides(SpecSchema schema) {
    this.schema = schema;
    this.completion = new SpecCompletion(schema);
  }

  /**
   * Applies {@code overrides}, in order.
   *
   * @throws SpecException if some cannot be applied; it names all of them
   */
  void apply(SpecDocument document, List<String> overrides) {
    List<SpecError> errors = new ArrayList<>();
    for (String override : overrides) {
      try {
        apply(document, override);
      } catch (SpecException e) {
        errors.addAll(e.errors());
      }
    }
    if (!errors.isEmpty()) {
      throw new SpecException(errors);
    }
  }

  private void apply(SpecDocument document, String override) {
    int equals = override.indexOf('=');
    String path = equals < 0 ? override : override.substring(0, equals).strip();
    if (equals < 0 || path.isEmpty()) {
      throw new SpecException(
          "Invalid --set %s: must be path=value, like training.epochs=3".formatted(override));
    }
    JsonNode value = YamlReader.value("--set " + override, override.substring(equals + 1));
    String[] names = path.split("\\.", -1);
    JsonNode node = document.root();
    JsonNode nodeSchema = schema.root();
    for (int i = 0; i < names.length - 1; i++) {
      JsonNode childSchema = childSchema(nodeSchema, names[i]);
      JsonNode child = child(node, names[i]);
      child =
          child.isMissingNode()
              ? JsonNodeFactory.instance.objectNode()
              : entered(child, childSchema, names[i + 1]);
      put(node, names[i], child, override);
      node = child;
      nodeSchema = childSchema;
    }
    put(node, names[names.length - 1], value, override);
    document.origin().overridden(path);
  }

  /** {@code node} in the form in which it has a child {@code name}. */
  private JsonNode entered(JsonNode node, JsonNode nodeSchema, String name) {
    if (node.isObject() || (node.isArray() && isIndex(name))) {
      return node;
    }
    return completion.expand(node, nodeSchema);
  }

  private JsonNode childSchema(JsonNode nodeSchema, String name) {
    return isIndex(name)
        ? schema.resolve(nodeSchema).path("items")
        : schema.field(nodeSchema, name);
  }

  private static JsonNode child(JsonNode node, String name) {
    if (node.isArray()) {
      return isIndex(name) ? node.path(Integer.parseInt(name)) : node.path(-1);
    }
    return node.path(name);
  }

  private static void put(JsonNode node, String name, JsonNode value, String override) {
    if (node instanceof ObjectNode fields) {
      if (value.isNull()) {
        fields.remove(name);
      } else {
        fields.set(name, value);
      }
    } else if (node instanceof ArrayNode list && isIndex(name)) {
      int index = Integer.parseInt(name);
      if (index > list.size()) {
        throw new SpecException(
            "Invalid --set %s: element %d of a list of %d: must be from 0 to %d"
                .formatted(override, index, list.size(), list.size()));
      }
      if (value.isNull() && index < list.size()) {
        list.remove(index);
      } else if (!value.isNull() && index == list.size()) {
        list.add(value);
      } else if (!value.isNull()) {
        list.set(index, value);
      }
    } else {
      throw new SpecException(
          "Invalid --set %s: there is no field or element %s in %s"
              .formatted(override, name, node.isArray() ? "a list" : "a value"));
    }
  }

  private static boolean isIndex(String name) {
    return !name.isEmpty() && name.length() <= 9 && name.chars().allMatch(Character::isDigit);
  }
}
