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
import org.junit.jupiter.params.provider.ValueSource;

class InitializerTest {
  private static final int FAN_IN = 300;
  private static final int FAN_OUT = 100;

  /** An initialiser and the deviation of its weights. */
  record Row(Initializer initializer, double deviation) {}

  static final List<Row> INITIALIZERS =
      List.of(
          new Row(new Initializer.Glorot(), Math.sqrt(2.0 / (FAN_IN + FAN_OUT))),
          new Row(new Initializer.He(), Math.sqrt(2.0 / FAN_IN)),
          new Row(new Initializer.Normal(0.3), 0.3));

  @ParameterizedTest
  @FieldSource("INITIALIZERS")
  void weightsHaveMeanZeroAndTheDeviation(Row row) {
    float[] weights = weights(row.initializer(), 1);
    double mean = 0;
    double squares = 0;
    for (float weight : weights) {
      mean += weight / (double) weights.length;
      squares += (double) weight * weight / weights.length;
    }
    double error = 1 / Math.sqrt(weights.length);
    assertThat(mean).isCloseTo(0, within(4 * error * row.deviation()));
    assertThat(Math.sqrt(squares)).isCloseTo(row.deviation(), within(4 * error * row.deviation()));
  }

  @Test
  void glorotsWeightsAreUniformWithinTheirLimit() {
    float limit = (float) Math.sqrt(6.0 / (FAN_IN + FAN_OUT));
    float[] weights = weights(new Initializer.Glorot(), 1);
    Arrays.sort(weights);
    assertThat(weights[0]).isBetween(-limit, -0.999f * limit);
    assertThat(weights[weights.length - 1]).isBetween(0.999f * limit, limit);
    assertThat(weights[weights.length / 4]).isCloseTo(-limit / 2, within(0.03f * limit));
  }

  @Test
  void layersOfANetworkDrawTheirOwnNumbersAndBiasesBeginAtZero() {
    Dense.Spec layer = new Dense.Spec(4, new PointwiseActivation.Identity(), new Initializer.He());
    float[] parameters = new Network(Shape.of(4), List.of(layer, layer)).initialize(5);
    float[] first = Arrays.copyOf(parameters, 20);
    float[] second = Arrays.copyOfRange(parameters, 20, 40);
    assertThat(Arrays.copyOf(first, 16)).isNotEqualTo(Arrays.copyOf(second, 16));
    assertThat(Arrays.copyOfRange(first, 16, 20)).containsOnly(0);
    assertThat(Arrays.copyOfRange(second, 16, 20)).containsOnly(0);
    assertThat(Arrays.copyOf(first, 16)).doesNotContain(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesADeviationThatIsNone(double deviation) {
    assertThatThrownBy(() -> new Initializer.Normal(deviation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid standard-deviation: %s: must be a number ≥ 0".formatted(deviation));
  }

  @Test
  void rectifiersBeginWithTheInitializerMadeForThem() {
    for (String name : List.of("relu", "leaky-relu", "elu", "gelu", "silu")) {
      assertThat(Initializer.usual(null, Activations.CATALOG.byName(name)))
          .as(name)
          .isEqualTo(new Initializer.He());
    }
    for (String name : List.of("identity", "sigmoid", "tanh", "softmax")) {
      assertThat(Initializer.usual(null, Activations.CATALOG.byName(name)))
          .as(name)
          .isEqualTo(new Initializer.Glorot());
    }
    assertThat(Initializer.usual(new Initializer.Normal(1), new Gelu()))
        .isEqualTo(new Initializer.Normal(1));
  }

  private static float[] weights(Initializer initializer, long key) {
    float[] weights = new float[FAN_IN * FAN_OUT];
    initializer.fill(weights, 0, weights.length, FAN_IN, FAN_OUT, key);
    return weights;
  }
}
