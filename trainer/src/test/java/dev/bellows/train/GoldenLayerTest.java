package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.data.Batch;
import dev.bellows.data.Shape;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.nn.Layer;
import dev.bellows.nn.Layers;
import dev.bellows.nn.Network;
import dev.bellows.nn.Pass;
import dev.bellows.nn.Residual;
import dev.bellows.nn.Workspace;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.Schedule;
import dev.bellows.testing.Golden;
import dev.bellows.testing.JsonNetwork;
import dev.bellows.testing.LocalTraining;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Outputs, gradients and five steps of gradient descent of small networks with each layer are
 * PyTorch's in double ({@code golden_layers.py}, {@code golden_sequences.py}).
 */
class GoldenLayerTest {
  private static final double TOLERANCE = 1e-5;
  private static final Loss LOSS = new MeanSquaredError();

  static Stream<Named<JsonNode>> cases() {
    return Stream.of("layers.json", "sequences.json")
        .map(Golden::read)
        .flatMap(file -> Golden.elements(file.get("cases")))
        .map(node -> Named.of(node.get("name").asText(), node));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isPyTorchs(JsonNode golden) {
    Network network = network(golden);
    Batch batch = batch(golden);
    float[] parameters = Golden.floats(golden.get("parameters"));
    assertThat(parameters).hasSize(network.size());

    Workspace workspace = new Workspace(network);
    Pass pass = new Pass(batch.rows(), Pass.Mode.TRAINING, 1);
    float[] y = network.forward(workspace, pass, parameters, batch.inputs(), 0);
    assertClose("y", Arrays.copyOf(y, batch.rows() * network.outputs()), golden.get("y"));
    LOSS.gradient(y, network.outputs(), batch, workspace.outputGradient());
    float[] gradient = new float[parameters.length];
    float[] dx = golden.has("dx") ? new float[batch.inputs().length] : null;
    network.backward(workspace, parameters, batch.inputs(), 0, dx, gradient);
    float[] trained = Arrays.copyOf(gradient, network.parameterCount());
    assertClose("gradient", trained, golden.get("gradient"));
    if (dx != null) {
      assertClose("dx", dx, golden.get("dx"));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void learnsAsPyTorchDoes(JsonNode golden) {
    float[] parameters = Golden.floats(golden.get("parameters"));
    TrainingPlan plan =
        new TrainingPlan(
            Optimizers.sgd(),
            0.1,
            new Schedule.Constant(),
            new Regularization(0, 0),
            Clipping.NONE,
            0,
            5,
            null,
            null);
    float[] trained =
        LocalTraining.fullBatch(network(golden), LOSS, plan, batch(golden), 1, 3, parameters);
    assertClose("parameters and statistics", trained, golden.get("trained"));
  }

  /** But for dropout, which draws its own numbers. */
  @Test
  void everyLayerIsThere() {
    Set<String> names = new TreeSet<>(List.of("dropout"));
    cases().forEach(golden -> network(golden.getPayload()).layers().forEach(addTo(names)));
    assertThat(names).containsExactlyInAnyOrderElementsOf(Layers.CATALOG.names());
  }

  private static Consumer<Layer> addTo(Set<String> names) {
    return layer -> {
      names.add(layer.spec().name());
      if (layer.spec() instanceof Residual.Spec residual) {
        residual.layers().forEach(inner -> names.add(inner.name()));
      }
    };
  }

  private static Network network(JsonNode golden) {
    Shape input =
        new Shape(Golden.elements(golden.get("input-shape")).map(JsonNode::asInt).toList());
    return JsonNetwork.read(input, golden.get("network"));
  }

  private static Batch batch(JsonNode golden) {
    int rows = golden.get("rows").asInt();
    float[] x = Golden.floats(golden.get("x"));
    float[] targets = Golden.floats(golden.get("targets"));
    float[] weights = new float[rows];
    Arrays.fill(weights, 1);
    return new Batch(x, x.length / rows, targets, targets.length / rows, weights, 0, rows);
  }

  /** Within a part of the largest of them. */
  private static void assertClose(String what, float[] actual, JsonNode golden) {
    double[] expected = Golden.doubles(golden);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(actual).as(what).hasSize(expected.length);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i])
          .as("%s, number %d", what, i)
          .isCloseTo(expected[i], within(TOLERANCE * largest));
    }
  }
}
