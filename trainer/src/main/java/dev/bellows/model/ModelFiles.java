package dev.bellows.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.data.DataException;
import dev.bellows.data.FittedPreprocessing;
import dev.bellows.data.InputSpec;
import dev.bellows.data.Preprocessing;
import dev.bellows.data.Shape;
import dev.bellows.loss.Loss;
import dev.bellows.loss.Problem;
import dev.bellows.metric.Threshold;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Map;

/**
 * The files of a model. {@code model.json} is for people as well, and is written last: with the
 * hash of the weights it holds both together.
 *
 * <p>Its version is {@code major.minor}: a reader takes any minor version of its major one and
 * skips fields that it does not know.
 */
final class ModelFiles {
  static final String MODEL = "model.json";
  static final String WEIGHTS = "weights.safetensors";
  private static final String FORMAT = "bellows-model";
  private static final int MAJOR = 1;
  private static final int MINOR = 0;

  private static final ObjectMapper JSON = ModelJson.mapper();

  private ModelFiles() {}

  static void write(Model model, ModelFolder folder) throws IOException {
    String sha256 = model.weightsSha256();
    Map<String, String> metadata = Map.of("producer", "bellows", "sha256", sha256);
    folder.write(
        WEIGHTS,
        out -> Safetensors.write(model.network(), model.sharedParameters(), metadata, out));
    byte[] json = JSON.writer(new DefaultPrettyPrinter()).writeValueAsBytes(json(model, sha256));
    folder.write(MODEL, out -> out.write(json));
  }

  private static ObjectNode json(Model model, String sha256) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT).put("version", MAJOR + "." + MINOR);
    root.set("loss", JSON.valueToTree(model.loss()));
    root.set("input-shape", JSON.valueToTree(model.network().inputShape()));
    root.set("network", JSON.valueToTree(model.network().specs()));
    root.put("parameters", model.network().parameterCount());
    root.putObject("weights").put("file", WEIGHTS).put("sha256", sha256);
    if (model.loss().problem() == Problem.BINARY) {
      root.putObject("threshold")
          .put("logit", model.thresholdLogit())
          .put("probability", Threshold.probabilityOf(model.thresholdLogit()));
    }
    if (model.preprocessing().fitted().spec().inputs() instanceof InputSpec.Table) {
      root.set("inputs", JSON.valueToTree(model.preprocessing().inputNames()));
    }
    root.set("preprocessing", JSON.valueToTree(model.preprocessing().fitted()));
    root.set("provenance", JSON.valueToTree(model.provenance()));
    return root;
  }

  static Model read(ModelFolder folder) throws IOException {
    ObjectNode root = readJson(folder);
    try {
      Network network = readNetwork(root);
      Loss loss = part(root, "loss", Loss.class);
      Preprocessing preprocessing =
          new Preprocessing(part(root, "preprocessing", FittedPreprocessing.class));
      Provenance provenance = part(root, "provenance", Provenance.class);
      float[] parameters = readWeights(folder, network);
      Model model =
          Model.of(
              network,
              loss,
              parameters,
              preprocessing,
              root.path("threshold").path("logit").asDouble(),
              provenance);
      checkHash(folder, model, root.path("weights").path("sha256"));
      return model;
    } catch (JsonProcessingException e) {
      throw damaged(folder, MODEL, e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw damaged(folder, MODEL, e.getMessage(), e);
    }
  }

  private static ObjectNode readJson(ModelFolder folder) throws IOException {
    JsonNode root;
    try (InputStream in = open(folder, MODEL)) {
      root = JSON.readTree(in);
    } catch (JsonProcessingException e) {
      throw damaged(folder, MODEL, "it is not JSON: " + e.getOriginalMessage(), e);
    }
    if (!(root instanceof ObjectNode object) || !root.path("format").asText().equals(FORMAT)) {
      throw damaged(folder, MODEL, "it does not say \"format\": \"" + FORMAT + "\"", null);
    }
    String version = root.path("version").asText();
    if (!version.matches("[0-9]{1,9}\\.[0-9]{1,9}")) {
      throw damaged(folder, MODEL, "its version is '" + version + "', not a number", null);
    }
    if (Integer.parseInt(version.substring(0, version.indexOf('.'))) > MAJOR) {
      throw new DataException(
          "Cannot read model %s: its format is version %s, this program reads versions up to %d.x; use a newer Bellows"
              .formatted(folder, version, MAJOR));
    }
    return object;
  }

  private static Network readNetwork(JsonNode root) throws JsonProcessingException {
    return new Network(
        part(root, "input-shape", Shape.class),
        Arrays.asList(part(root, "network", LayerSpec[].class)));
  }

  private static <T> T part(JsonNode root, String name, Class<T> type)
      throws JsonProcessingException {
    if (!root.hasNonNull(name)) {
      throw new IllegalArgumentException("it has no \"" + name + "\"");
    }
    return JSON.treeToValue(root.get(name), type);
  }

  private static float[] readWeights(ModelFolder folder, Network network) throws IOException {
    try (InputStream in = new BufferedInputStream(open(folder, WEIGHTS))) {
      return weights(folder, network, in);
    }
  }

  private static float[] weights(ModelFolder folder, Network network, InputStream in)
      throws IOException {
    try {
      return Safetensors.read(network, in);
    } catch (DataException e) {
      throw damaged(folder, WEIGHTS, e.getMessage(), e);
    }
  }

  private static void checkHash(ModelFolder folder, Model model, JsonNode stored) {
    String found = model.weightsSha256();
    if (stored.isTextual() && !stored.asText().equals(found)) {
      throw damaged(
          folder,
          WEIGHTS,
          "the sha-256 of its numbers is %s, model.json says %s: it was changed, or belongs to another model"
              .formatted(found, stored.asText()),
          null);
    }
  }

  private static InputStream open(ModelFolder folder, String name) throws IOException {
    try {
      return folder.open(name);
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new DataException(
          "Cannot find a model in %s: there is no %s".formatted(folder, name), e);
    }
  }

  private static DataException damaged(
      ModelFolder folder, String file, String reason, Exception cause) {
    return new DataException(
        "Cannot read model %s: %s is damaged: %s".formatted(folder, file, reason), cause);
  }
}
