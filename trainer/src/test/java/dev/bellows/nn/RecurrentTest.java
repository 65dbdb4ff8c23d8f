package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RecurrentTest {
  private static final Shape INPUT = Shape.of(4, 3);

  static final List<LayerSpec> LAYERS =
      List.of(
          new Rnn.Spec(2, Returns.LAST, null),
          new Gru.Spec(2, Returns.SEQUENCE),
          new Lstm.Spec(2, Returns.LAST));

  @ParameterizedTest
  @FieldSource("LAYERS")
  void rowsWithoutStepsGiveZerosAndTeachNothing(LayerSpec spec) {
    Network network = new Network(INPUT, List.of(new Masking.Spec(), spec));
    float[] x = new float[2 * INPUT.size()];
    Arrays.fill(x, Float.NaN);
    Workspace workspace = new Workspace(network);
    float[] parameters = network.initialize(1);
    float[] y =
        network.forward(workspace, new Pass(2, Pass.Mode.TRAINING, 1), parameters, x, 0).clone();
    Arrays.fill(workspace.outputGradient(), 1);
    float[] gradient = new float[parameters.length];
    float[] dx = new float[x.length];
    network.backward(workspace, parameters, x, 0, dx, gradient);
    assertThat(y).containsOnly(0);
    assertThat(gradient).containsOnly(0);
    assertThat(dx).containsOnly(0);
  }

  @ParameterizedTest
  @FieldSource("LAYERS")
  void takesSequencesOnly(LayerSpec spec) {
    assertThatThrownBy(() -> spec.build(Shape.of(5)))
        .hasMessage("it got rows of 5: it takes sequences, steps × features");
  }

  @Test
  void returnsTheLastStateOrAll() {
    assertThat(new Gru.Spec(2, null).build(INPUT).outputShape()).isEqualTo(Shape.of(2));
    assertThat(new Gru.Spec(2, Returns.SEQUENCE).build(INPUT).outputShape())
        .isEqualTo(Shape.of(4, 2));
  }

  @Test
  void forgetGatesBeginOpen() {
    Lstm lstm = new Lstm.Spec(2, null, 1.5).build(INPUT);
    float[] parameters = new float[lstm.parameterCount()];
    lstm.initialize(parameters, 0, 3);
    assertThat(Arrays.copyOfRange(parameters, parameters.length - 8, parameters.length))
        .containsExactly(0, 0, 1.5f, 1.5f, 0, 0, 0, 0);
  }

  /** Weights of the state of three gates, 2 × 2 each, behind those of the inputs. */
  @Test
  void aGateBeginsByTurningTheState() {
    Gru gru = new Gru.Spec(2, null).build(INPUT);
    float[] parameters = new float[gru.parameterCount()];
    gru.initialize(parameters, 0, 3);
    for (int gate = 0; gate < 3; gate++) {
      int from = 3 * 2 * 3 + gate * 4;
      double a = parameters[from];
      double b = parameters[from + 1];
      double c = parameters[from + 2];
      double d = parameters[from + 3];
      assertThat(a * a + b * b).isCloseTo(1, within(1e-6));
      assertThat(c * c + d * d).isCloseTo(1, within(1e-6));
      assertThat(a * c + b * d).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void namesWhatItCannotBeBuiltFrom() {
    assertThatThrownBy(() -> new Lstm.Spec(0, null).build(INPUT))
        .hasMessage("Invalid units: 0: must be ≥ 1");
    assertThatThrownBy(() -> new Lstm.Spec(2, null, Double.NaN))
        .hasMessage("Invalid forget-bias: NaN: must be a number");
    assertThatThrownBy(() -> new Rnn.Spec(2, null, new Softmax()).build(INPUT))
        .hasMessage("Invalid activation: softmax: must be tanh or relu");
  }
}
