package dev.bellows.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.data.Shape;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers by their names, as a model file holds them. A new one adds a line to one method that
 * writes and to one that reads. Initial weights are drawn by nobody any more, so initialisers are
 * not kept.
 */
final class NetworkCodec {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectMapper VALUES = ModelJson.mapper();

  private NetworkCodec() {}

  static ArrayNode write(Network network) {
    ArrayNode layers = JSON.arrayNode();
    network.specs().forEach(layer -> layers.add(write(layer)));
    return layers;
  }

  static Network readNetwork(JsonNode inputShape, JsonNode node) throws JsonProcessingException {
    List<Integer> dimensions = new ArrayList<>();
    inputShape.forEach(dimension -> dimensions.add(dimension.intValue()));
    List<LayerSpec> layers = new ArrayList<>();
    for (JsonNode layer : node) {
      layers.add(readLayer(layer));
    }
    return new Network(new Shape(dimensions), layers);
  }

  private static ObjectNode write(LayerSpec layer) {
    ObjectNode node = JSON.objectNode().put("layer", layer.name());
    if (layer instanceof Dense.Spec dense) {
      node.put("units", dense.units());
      return node.set("activation", VALUES.valueToTree(dense.activation()));
    }
    if (layer instanceof Dropout.Spec dropout) {
      return node.put("rate", dropout.rate());
    }
    throw new IllegalArgumentException("Cannot write a layer of type '%s'".formatted(layer.name()));
  }

  private static LayerSpec readLayer(JsonNode node) throws JsonProcessingException {
    String name = node.path("layer").asText();
    return switch (name) {
      case "dense" ->
          new Dense.Spec(
              integer(node, "units"),
              VALUES.treeToValue(node.path("activation"), Activation.class));
      case "dropout" -> new Dropout.Spec(number(node, "rate"));
      default -> throw unknown("layer", name);
    };
  }

  private static int integer(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.canConvertToInt()) {
      throw new IllegalArgumentException(
          "it has no whole number '%s' in layer '%s'"
              .formatted(field, node.path("layer").asText()));
    }
    return value.intValue();
  }

  private static double number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isNumber()) {
      throw new IllegalArgumentException("it has no number '%s' in %s".formatted(field, node));
    }
    return value.doubleValue();
  }

  private static IllegalArgumentException unknown(String what, String name) {
    return new IllegalArgumentException(
        "it has the %s '%s', which this version does not know".formatted(what, name));
  }
}
