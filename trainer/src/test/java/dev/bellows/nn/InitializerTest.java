package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
          new Row(new Initializer.GlorotNormal(), Math.sqrt(2.0 / (FAN_IN + FAN_OUT))),
          new Row(new Initializer.He(), Math.sqrt(2.0 / FAN_IN)),
          new Row(new Initializer.HeUniform(), Math.sqrt(2.0 / FAN_IN)),
          new Row(new Initializer.LeCunNormal(), Math.sqrt(1.0 / FAN_IN)),
          new Row(new Initializer.LeCunUniform(), Math.sqrt(1.0 / FAN_IN)),
          new Row(new Orthogonal(2), 2 * Math.sqrt(1.0 / FAN_IN)),
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

  static final List<Row> UNIFORM =
      INITIALIZERS.stream()
          .filter(
              row ->
                  row.initializer() instanceof Initializer.Glorot
                      || row.initializer().name().endsWith("-uniform"))
          .toList();

  @ParameterizedTest
  @FieldSource("UNIFORM")
  void uniformWeightsFillTheirRange(Row row) {
    float limit = (float) (Math.sqrt(3) * row.deviation());
    float[] weights = weights(row.initializer(), 1);
    Arrays.sort(weights);
    assertThat(weights[0]).isBetween(-limit, -0.999f * limit);
    assertThat(weights[weights.length - 1]).isBetween(0.999f * limit, limit);
    assertThat(weights[weights.length / 4]).isCloseTo(-limit / 2, within(0.03f * limit));
  }

  static final List<Row> NORMAL =
      INITIALIZERS.stream()
          .filter(row -> !UNIFORM.contains(row) && !(row.initializer() instanceof Orthogonal))
          .toList();

  /** 68.3 % of normal numbers lie within one deviation, 4.6 % beyond two. */
  @ParameterizedTest
  @FieldSource("NORMAL")
  void normalWeightsHaveTheBellsTails(Row row) {
    float[] weights = weights(row.initializer(), 1);
    int near = 0;
    int far = 0;
    for (float weight : weights) {
      near += Math.abs(weight) < row.deviation() ? 1 : 0;
      far += Math.abs(weight) > 2 * row.deviation() ? 1 : 0;
    }
    assertThat(near / (double) weights.length).isCloseTo(0.683, within(0.01));
    assertThat(far / (double) weights.length).isCloseTo(0.0455, within(0.005));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 3", "40, 40", "7, 30", "30, 7", "1, 9", "9, 1"})
  void orthogonalRowsOrColumnsHaveOneNorm(int rows, int columns) {
    float[] weights = new float[rows * columns + 2];
    new Orthogonal(1.5).fill(weights, 1, WeightShape.dense(rows, columns), 4);
    assertThat(weights[0]).isZero();
    assertThat(weights[weights.length - 1]).isZero();
    boolean areRows = rows <= columns;
    int count = Math.min(rows, columns);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double product = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          int a = areRows ? i * columns + k : k * columns + i;
          int b = areRows ? j * columns + k : k * columns + j;
          product += (double) weights[1 + a] * weights[1 + b];
        }
        assertThat(product).isCloseTo(i == j ? 2.25 : 0, within(1e-6));
      }
    }
  }

  @Test
  void someFillWithOneNumber() {
    assertThat(weights(new Initializer.Constant(0.25), 1)).containsOnly(0.25f);
    float[] weights = {1, 1, 1, 1};
    new Initializer.Zeros().fill(weights, 1, WeightShape.dense(1, 2), 1);
    assertThat(weights).containsExactly(1, 0, 0, 1);
  }

  @Test
  void everyInitializerIsTested() {
    List<String> tested =
        Stream.concat(INITIALIZERS.stream().map(Row::initializer), CONSTANT.stream())
            .map(Initializer::name)
            .toList();
    assertThat(tested).containsExactlyInAnyOrderElementsOf(Initializers.CATALOG.names());
  }

  static final List<Initializer> CONSTANT =
      List.of(new Initializer.Constant(0.25), new Initializer.Zeros());

  @Test
  void refusesConstantsThatAreNone() {
    assertThatThrownBy(() -> new Orthogonal(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid gain: 0.0: must be > 0");
    assertThatThrownBy(() -> new Initializer.Constant(Double.NaN))
        .hasMessage("Invalid value: NaN: must be a number");
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
    initializer.fill(weights, 0, WeightShape.dense(FAN_OUT, FAN_IN), key);
    return weights;
  }
}
