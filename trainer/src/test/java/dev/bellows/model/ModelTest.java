package dev.bellows.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.data.DataException;
import dev.bellows.loss.BinaryCrossEntropy;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.testing.Models;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
  @TempDir Path folder;

  static Stream<Model> models() {
    return Stream.of(Models.regression(), Models.binary(), Models.multiclass());
  }

  private Model written(Model model) throws IOException {
    model.write(ModelFolder.of(folder));
    return Model.read(ModelFolder.of(folder));
  }

  private void replace(String file, String from, String to) throws IOException {
    String text = Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    Files.writeString(folder.resolve(file), text.replace(from, to), StandardCharsets.ISO_8859_1);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> Model.read(ModelFolder.of(folder)))
        .isInstanceOf(DataException.class)
        .hasMessage(message.replace("FOLDER", folder.toString()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void comesBackAsItWas(Model model) throws IOException {
    Model copy = written(model);
    assertThat(copy.parameters()).isEqualTo(model.parameters());
    assertThat(copy.preprocessing().fitted()).isEqualTo(model.preprocessing().fitted());
    assertThat(copy.provenance()).isEqualTo(model.provenance());
    assertThat(copy.loss()).isEqualTo(model.loss());
    assertThat(copy.classes()).isEqualTo(model.classes());
    assertThat(copy.weightsSha256()).isEqualTo(model.weightsSha256());
    assertThat(copy.thresholdLogit())
        .isEqualTo(model.loss() instanceof BinaryCrossEntropy ? 0.25 : 0);
    assertThat(copy.network().specs()).isEqualTo(model.network().specs());
    assertThat(logits(copy)).isEqualTo(logits(model));
    byte[] weights = Files.readAllBytes(folder.resolve("weights.safetensors"));
    byte[] json = Files.readAllBytes(folder.resolve("model.json"));
    written(copy);
    assertThat(folder.resolve("weights.safetensors")).hasBinaryContent(weights);
    assertThat(folder.resolve("model.json")).hasBinaryContent(json);
    assertThat(folder.toFile().list()).hasSize(2);
  }

  private static float[] logits(Model model) {
    Scores scores = model.scorer().score(Models.rows());
    float[] logits = new float[scores.rows() * model.network().outputs()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = scores.logit(i / model.network().outputs(), i % model.network().outputs());
    }
    return logits;
  }

  @Test
  void writesWhatTheSafetensorsLibraryReads() throws IOException {
    Model model = written(Models.binary());
    ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("weights.safetensors")))
            .order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(file.getLong());
    assertThat(length % 8).isZero();
    byte[] header = new byte[length];
    file.get(header);
    assertThat(new String(header, StandardCharsets.UTF_8).stripTrailing())
        .endsWith("}")
        .contains("\"__metadata__\":{")
        .contains(
            "\"0.dense.weight\":{\"dtype\":\"F32\",\"shape\":[5,%d],\"data_offsets\":[0,%d]}"
                .formatted(model.network().inputs(), 20 * model.network().inputs()))
        .contains("\"2.dense.bias\":{\"dtype\":\"F32\",\"shape\":[1],");
    assertThat(file.remaining()).isEqualTo(4 * model.network().parameterCount());
    assertThat(file.getFloat()).isEqualTo(model.parameters()[0]);
  }

  @Test
  void sameWeightsAreTheSameFile() throws IOException {
    Model model = Models.binary();
    Map<String, String> metadata = new LinkedHashMap<>(Map.of("b", "2"));
    metadata.put("a", "1");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Safetensors.write(model.network(), model.sharedParameters(), metadata, file);

    ByteArrayOutputStream sorted = new ByteArrayOutputStream();
    Safetensors.write(model.network(), model.sharedParameters(), new TreeMap<>(metadata), sorted);
    assertThat(file.toByteArray()).containsExactly(sorted.toByteArray());
  }

  @Test
  void takesTensorsInAnyOrder() throws IOException {
    Model model = written(Models.multiclass());
    Path path = folder.resolve("weights.safetensors");
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[Math.toIntExact(file.getLong())];
    file.get(header);
    ObjectMapper json = new ObjectMapper();
    JsonNode tensors = json.readTree(header);
    List<String> names = new ArrayList<>();
    tensors.fieldNames().forEachRemaining(names::add);
    Collections.reverse(names);
    ObjectNode turned = json.createObjectNode();
    ByteBuffer data = ByteBuffer.allocate(file.remaining());
    for (String name : names) {
      turned.set(name, tensors.get(name));
      if (!name.equals("__metadata__")) {
        JsonNode offsets = tensors.get(name).get("data_offsets");
        int begin = offsets.get(0).asInt();
        int length = offsets.get(1).asInt() - begin;
        turned.withArray("/" + name + "/data_offsets").removeAll();
        turned.withArray("/" + name + "/data_offsets").add(data.position());
        turned.withArray("/" + name + "/data_offsets").add(data.position() + length);
        data.put(file.array(), 8 + header.length + begin, length);
      }
    }
    byte[] bytes = json.writeValueAsBytes(turned);
    ByteBuffer out = ByteBuffer.allocate(8 + bytes.length + data.capacity());
    out.order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length).put(bytes).put(data.flip());
    Files.write(path, out.array());
    assertThat(Model.read(ModelFolder.of(folder)).parameters()).isEqualTo(model.parameters());
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertRefused("Cannot find a model in FOLDER: there is no model.json");
    written(Models.binary());
    Files.delete(folder.resolve("weights.safetensors"));
    assertRefused("Cannot find a model in FOLDER: there is no weights.safetensors");
  }

  @Test
  void refusesANewerFormatAndTakesAnOlderProgramsFields() throws IOException {
    Model model = written(Models.binary());
    replace("model.json", "\"version\" : \"1.0\"", "\"version\" : \"1.7\", \"mood\" : {}");
    replace(
        "model.json", "\"polynomial-degree\"", "\"some-new-field\" : [ 1 ], \"polynomial-degree\"");
    assertThat(logits(Model.read(ModelFolder.of(folder)))).isEqualTo(logits(model));
    replace("model.json", "\"version\" : \"1.7\"", "\"version\" : \"2.0\"");
    assertRefused(
        "Cannot read model FOLDER: its format is version 2.0, this program reads versions up to 1.x; use a newer Bellows");
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    String damaged = "Cannot read model FOLDER: model.json is damaged: ";
    written(Models.binary());
    byte[] json = Files.readAllBytes(folder.resolve("model.json"));
    Files.write(folder.resolve("model.json"), Arrays.copyOf(json, json.length / 2));
    assertThatThrownBy(() -> Model.read(ModelFolder.of(folder)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(damaged.replace("FOLDER", folder.toString()) + "it is not JSON");
    Files.writeString(folder.resolve("model.json"), "{}");
    assertRefused(damaged + "it does not say \"format\": \"bellows-model\"");
    Files.write(folder.resolve("model.json"), json);
    replace("model.json", "\"dropout\"", "\"transformer\"");
    assertThatThrownBy(() -> Model.read(ModelFolder.of(folder)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            damaged.replace("FOLDER", folder.toString())
                + "Unknown layer 'transformer': known are dense, ");
    Files.write(folder.resolve("model.json"), json);
    replace("model.json", "\"units\" : 5", "\"units\" : 0");
    assertRefused(damaged + "Invalid network: layer 1 (dense): Invalid units: 0: must be ≥ 1");
    Files.write(folder.resolve("model.json"), json);
    replace("model.json", "\"fill\"", "\"filling\"");
    assertThatThrownBy(() -> Model.read(ModelFolder.of(folder)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("model.json is damaged: ")
        .hasMessageContaining("fill");
  }

  @ParameterizedTest
  @ValueSource(strings = {"loss", "input-shape", "network", "preprocessing", "provenance"})
  void namesThePartThatIsMissing(String part) throws IOException {
    written(Models.binary());
    replace("model.json", "  \"" + part + "\" :", "  \"something-else\" :");
    assertRefused(
        "Cannot read model FOLDER: model.json is damaged: it has no \"%s\"".formatted(part));
  }

  @Test
  void refusesDamagedWeights() throws IOException {
    String damaged = "Cannot read model FOLDER: weights.safetensors is damaged: ";
    written(Models.binary());
    Path file = folder.resolve("weights.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    for (int length : List.of(0, 7, 20, bytes.length - 1)) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertRefused(damaged + "it is cut off");
    }
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
    assertRefused(damaged + "it goes on after the last tensor");
    byte[] flipped = bytes.clone();
    flipped[bytes.length - 3] ^= 1;
    Files.write(file, flipped);
    assertThatThrownBy(() -> Model.read(ModelFolder.of(folder)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the sha-256 of its numbers is");
    Files.writeString(file, "PK\3\4 this is another format");
    assertRefused(damaged + "it does not begin like a safetensors file");
    Files.write(file, bytes);
    replace("weights.safetensors", "F32", "F16");
    assertThatThrownBy(() -> Model.read(ModelFolder.of(folder)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("model.json wants tensor '0.dense.weight' of F32 [5,");
    Files.write(file, bytes);
    replace("weights.safetensors", "2.dense.bias", "2.dense.blas");
    assertRefused(damaged + "model.json wants tensor '2.dense.bias' of F32 [1], the file has none");
  }

  @Test
  void leavesNothingHalfWritten() throws IOException {
    ModelFolder target = ModelFolder.of(folder);
    target.write("model.json", out -> out.write('a'));
    assertThatThrownBy(
            () ->
                target.write(
                    "model.json",
                    out -> {
                      out.write('b');
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(folder.resolve("model.json")).hasContent("a");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void partsMustFitTogether() {
    Model model = Models.binary();
    assertThatThrownBy(
            () ->
                Model.of(
                    model.network(),
                    model.loss(),
                    new float[3],
                    model.preprocessing(),
                    0,
                    model.provenance()))
        .hasMessage(
            "Invalid model: 3 parameters for a network of %d"
                .formatted(model.network().parameterCount()));
    assertThatThrownBy(
            () ->
                Model.of(
                    model.network(),
                    new MeanSquaredError(),
                    model.parameters(),
                    model.preprocessing(),
                    0,
                    model.provenance()))
        .hasMessage("Invalid model: loss mse with 1 outputs for label churn (2 classes)");
    assertThatThrownBy(
            () ->
                Model.of(
                    Models.regression().network(),
                    model.loss(),
                    Models.regression().parameters(),
                    Models.multiclass().preprocessing(),
                    0,
                    model.provenance()))
        .hasMessageContaining("3 classes");
  }

  @Test
  void survivesJavaSerialization() throws Exception {
    Model model = Models.multiclass();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(model);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(logits((Model) in.readObject())).isEqualTo(logits(model));
    }
  }
}
