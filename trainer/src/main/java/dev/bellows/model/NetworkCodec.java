package dev.bellows.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.bellows.data.Shape;
import dev.bellows.loss.BinaryCrossEntropy;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import dev.bellows.nn.PerUnit;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.nn.Softmax;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers, activations and losses by their names, as a model file holds them. A new one adds a line
 * to one method that writes and to one that reads. Initial weights are drawn by nobody any more, so
 * initialisers are not kept.
 */
final class NetworkCodec {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private NetworkCodec() {}

  static ArrayNode write(Network network) {
    ArrayNode layers = JSON.arrayNode();
    network.specs().forEach(layer -> layers.add(write(layer)));
    return layers;
  }

  static Network readNetwork(JsonNode inputShape, JsonNode node) {
    List<Integer> dimensions = new ArrayList<>();
    inputShape.forEach(dimension -> dimensions.add(dimension.intValue()));
    List<LayerSpec> layers = new ArrayList<>();
    node.forEach(layer -> layers.add(readLayer(layer)));
    return new Network(new Shape(dimensions), layers);
  }

  private static ObjectNode write(LayerSpec layer) {
    ObjectNode node = JSON.objectNode().put("layer", layer.name());
    if (layer instanceof Dense.Spec dense) {
      node.put("units", dense.units());
      return node.set("activation", write(dense.activation()));
    }
    if (layer instanceof Dropout.Spec dropout) {
      return node.put("rate", dropout.rate());
    }
    throw new IllegalArgumentException("Cannot write a layer of type '%s'".formatted(layer.name()));
  }

  private static LayerSpec readLayer(JsonNode node) {
    String name = node.path("layer").asText();
    return switch (name) {
      case "dense" ->
          new Dense.Spec(integer(node, "units"), readActivation(node.path("activation")));
      case "dropout" -> new Dropout.Spec(number(node, "rate"));
      default -> throw unknown("layer", name);
    };
  }

  private static JsonNode write(Activation activation) {
    if (activation instanceof PerUnit perUnit) {
      ArrayNode list = JSON.arrayNode();
      perUnit.activations().forEach(unit -> list.add(write(unit)));
      return list;
    }
    if (activation instanceof PointwiseActivation.LeakyRelu leaky) {
      return JSON.objectNode()
          .put("name", leaky.name())
          .put("negative-slope", leaky.negativeSlope());
    }
    return TextNode.valueOf(activation.name());
  }

  private static Activation readActivation(JsonNode node) {
    if (node.isArray()) {
      List<PointwiseActivation> units = new ArrayList<>();
      for (JsonNode unit : node) {
        if (!(readActivation(unit) instanceof PointwiseActivation pointwise)) {
          throw unknown("activation of a unit", unit.asText());
        }
        units.add(pointwise);
      }
      return new PerUnit(units);
    }
    String name = node.isObject() ? node.path("name").asText() : node.asText();
    return switch (name) {
      case "identity" -> new PointwiseActivation.Identity();
      case "relu" -> new PointwiseActivation.Relu();
      case "leaky-relu" ->
          new PointwiseActivation.LeakyRelu((float) number(node, "negative-slope"));
      case "sigmoid" -> new PointwiseActivation.Sigmoid();
      case "tanh" -> new PointwiseActivation.Tanh();
      case "softmax" -> new Softmax();
      default -> throw unknown("activation", name);
    };
  }

  static Loss readLoss(String name) {
    return switch (name) {
      case "mse" -> new MeanSquaredError();
      case "binary-cross-entropy" -> new BinaryCrossEntropy();
      case "softmax-cross-entropy" -> new SoftmaxCrossEntropy();
      default -> throw unknown("loss", name);
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
