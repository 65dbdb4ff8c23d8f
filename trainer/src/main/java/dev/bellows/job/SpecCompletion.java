package dev.bellows.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes out what a spec leaves unsaid: {@code adam} becomes {@code {name: adam}}, one value a list
 * of one where a list is meant, and an absent field its default.
 */
final class SpecCompletion {
  private final SpecSchema schema;

  SpecCompletion(SpecSchema schema) {
    this.schema = schema;
  }

  /** Completes a whole spec in place. */
  void complete(ObjectNode spec) {
    complete(spec, schema.root());
  }

  /** The full form of {@code value}, a field that {@code fieldSchema} describes. */
  JsonNode expand(JsonNode value, JsonNode fieldSchema) {
    String shorthand = schema.shorthand(fieldSchema);
    if (shorthand == null) {
      return isList(fieldSchema) && !value.isArray()
          ? JsonNodeFactory.instance.arrayNode().add(value)
          : value;
    }
    boolean stands =
        value.isArray() ? isList(schema.field(fieldSchema, shorthand)) : !value.isObject();
    return stands ? JsonNodeFactory.instance.objectNode().set(shorthand, value) : value;
  }

  private void complete(JsonNode value, JsonNode valueSchema) {
    JsonNode resolved = schema.resolve(valueSchema);
    if (value instanceof ObjectNode fields) {
      for (String name : schema.fields(resolved)) {
        JsonNode fieldSchema = schema.field(resolved, name);
        JsonNode field = fields.path(name);
        if (field.isMissingNode()) {
          field = schema.defaultOf(fieldSchema).deepCopy();
        }
        if (!field.isMissingNode()) {
          field = expand(field, fieldSchema);
          fields.set(name, field);
          complete(field, fieldSchema);
        }
      }
    } else if (value instanceof ArrayNode list) {
      JsonNode itemSchema = resolved.path("items");
      for (int i = 0; i < list.size(); i++) {
        JsonNode item = expand(list.get(i), itemSchema);
        list.set(i, item);
        complete(item, itemSchema);
      }
    }
  }

  private boolean isList(JsonNode fieldSchema) {
    return schema.types(fieldSchema).contains("array");
  }
}
