package dev.bellows.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes out what a list of layers leaves unsaid: a bare name is a layer without fields, {@code
 * flatten} is {@code {flatten: {}}}, and so in the lists inside layers.
 */
final class LayerNames {
  private LayerNames() {}

  /** Completes {@code layers} in place, if it is a list. */
  static void complete(JsonNode layers) {
    if (layers instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i).isTextual()) {
          String name = list.get(i).textValue();
          list.set(i, list.objectNode().set(name, list.objectNode()));
        } else if (list.get(i) instanceof ObjectNode layer) {
          layer.properties().forEach(field -> completeInside(field.getValue()));
        }
      }
    }
  }

  /** The layers of a residual block: {@code [ … ]} or {@code {layers: [ … ]}}. */
  private static void completeInside(JsonNode value) {
    complete(value.isArray() ? value : value.path("layers"));
  }
}
