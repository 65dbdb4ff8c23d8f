package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.data.Batch;
import dev.bellows.data.Shape;
import dev.bellows.loss.BinaryCrossEntropy;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Network;
import dev.bellows.nn.Pass;
import dev.bellows.nn.PerUnit;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.nn.Softmax;
import dev.bellows.nn.Workspace;
import dev.bellows.testing.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logits, losses and gradients are PyTorch's in double ({@code golden_networks.py}). */
class GoldenNetworkTest {
  private static final double TOLERANCE = 1e-5;
  private static final Initializer NONE = new Initializer.Normal(0);

  static Stream<Named<JsonNode>> cases() {
    return Golden.elements(Golden.read("networks.json").get("cases"))
        .map(node -> Named.of(node.get("activation") + " " + node.get("loss"), node));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isPyTorchs(JsonNode golden) {
    Network network =
        new Network(
            Shape.of(4),
            List.of(
                new Dense.Spec(6, activation(golden.get("activation").asText()), NONE),
                new Dense.Spec(3, new PointwiseActivation.Identity(), NONE)));
    Loss loss = loss(golden.get("loss").asText());
    float[] inputs = Golden.floats(golden.get("inputs"));
    float[] targets = Golden.floats(golden.get("targets"));
    float[] weights = Golden.floats(golden.get("weights"));
    float[] parameters = Golden.floats(golden.get("parameters"));
    int rows = weights.length;
    Batch batch = new Batch(inputs, 4, targets, targets.length / rows, weights, 0, rows);

    Workspace workspace = new Workspace(network);
    Pass pass = new Pass(rows, Pass.Mode.TRAINING, 1);
    float[] logits = network.forward(workspace, pass, parameters, inputs, 0);
    assertClose(Arrays.copyOf(logits, rows * 3), golden.get("logits"));
    double sum = loss.gradient(logits, 3, batch, workspace.outputGradient());
    double expected = golden.get("sum").asDouble();
    assertThat(sum).isCloseTo(expected, within(TOLERANCE * expected));
    float[] gradient = new float[parameters.length];
    float[] inputGradient = new float[inputs.length];
    network.backward(workspace, parameters, inputs, 0, inputGradient, gradient);
    assertClose(gradient, golden.get("gradient"));
    assertClose(inputGradient, golden.get("inputGradient"));
  }

  private static void assertClose(float[] actual, JsonNode golden) {
    double[] expected = Golden.doubles(golden);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(TOLERANCE * largest));
    }
  }

  private static Activation activation(String name) {
    return name.equals("softmax")
        ? new Softmax()
        : name.equals("per-unit")
            ? new PerUnit(
                Stream.of("tanh", "relu", "sigmoid", "identity", "leaky-relu", "tanh")
                    .map(GoldenNetworkTest::pointwise)
                    .toList())
            : pointwise(name);
  }

  private static PointwiseActivation pointwise(String name) {
    return switch (name) {
      case "identity" -> new PointwiseActivation.Identity();
      case "relu" -> new PointwiseActivation.Relu();
      case "leaky-relu" -> new PointwiseActivation.LeakyRelu(0.125f);
      case "sigmoid" -> new PointwiseActivation.Sigmoid();
      case "tanh" -> new PointwiseActivation.Tanh();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Loss loss(String name) {
    return switch (name) {
      case "mse" -> new MeanSquaredError();
      case "binary-cross-entropy" -> new BinaryCrossEntropy();
      case "softmax-cross-entropy" -> new SoftmaxCrossEntropy();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
