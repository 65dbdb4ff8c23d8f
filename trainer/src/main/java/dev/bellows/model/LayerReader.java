package dev.bellows.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Layers;
import java.io.IOException;
import java.util.List;

/**
 * Reads a layer from its name and its fields, {@code {"dropout": {"rate": 0.5}}}; fields that are
 * not there have their default values. Of a layer with a single field its value will do, {@code
 * {"dropout": 0.5}}, and of one that needs none its name, {@code "flatten"}.
 */
final class LayerReader extends StdDeserializer<LayerSpec> {
  private static final long serialVersionUID = 1;

  LayerReader() {
    super(LayerSpec.class);
  }

  @Override
  public LayerSpec deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode node = context.readTree(parser);
    if (!node.isTextual() && node.size() != 1) {
      throw InvalidFormatException.from(
          parser, "Invalid layer: %s: must be one name".formatted(node), node, handledType());
    }
    String name = node.isTextual() ? node.textValue() : node.fieldNames().next();
    LayerSpec standard = byName(name, parser);
    try {
      return RecordFields.read(standard, fields(standard, node.path(name), context), context);
    } catch (JsonMappingException e) {
      e.prependPath(LayerSpec.class, name);
      throw e;
    }
  }

  private LayerSpec byName(String name, JsonParser parser) throws IOException {
    try {
      return Layers.CATALOG.byName(name);
    } catch (IllegalArgumentException e) {
      throw InvalidFormatException.from(parser, e.getMessage(), name, handledType());
    }
  }

  private static ObjectNode fields(
      LayerSpec standard, JsonNode value, DeserializationContext context) {
    List<String> names = RecordFields.names(standard);
    boolean only = names.size() == 1 && !value.isMissingNode() && !value.has(names.get(0));
    if (value instanceof ObjectNode fields && !(only && !value.isEmpty())) {
      return fields;
    }
    ObjectNode fields = context.getNodeFactory().objectNode();
    return only ? fields.set(names.get(0), value) : fields;
  }
}
