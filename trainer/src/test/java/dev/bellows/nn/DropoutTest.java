package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static final int WIDTH = 100;
  private static final int ROWS = 1_000;
  private static final Shape SHAPE = Shape.of(WIDTH);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.9})
  void dropsTheRateAndScalesTheRest(double rate) {
    float[] y = training(new Dropout.Spec(rate).build(SHAPE), ROWS, 1);
    float kept = (float) (1 / (1 - rate));
    int zeros = 0;
    for (float value : y) {
      assertThat(value).isIn(0f, kept);
      zeros += value == 0 ? 1 : 0;
    }
    double deviation = Math.sqrt(rate * (1 - rate) / y.length);
    assertThat((double) zeros / y.length).isCloseTo(rate, within(4 * deviation));
  }

  @Test
  void backwardUsesTheSameMask() {
    Dropout dropout = new Dropout.Spec(0.3).build(SHAPE);
    float[] ones = ones(ROWS);
    LayerPass pass = LayerPass.of(new Pass(ROWS, Pass.Mode.TRAINING, 42));
    float[] y = new float[ones.length];
    dropout.forward(pass, new float[0], 0, ones, 0, y);
    float[] dx = new float[ones.length];
    dropout.backward(pass, new float[0], 0, ones, 0, y, ones(ROWS), dx, new float[0]);
    assertThat(dx).containsExactly(y);
  }

  @Test
  void theMaskDependsOnTheKeyAlone() {
    Dropout dropout = new Dropout.Spec(0.3).build(SHAPE);
    float[] mask = training(dropout, ROWS, 7);
    assertThat(training(dropout, ROWS, 7)).containsExactly(mask);
    assertThat(training(dropout, 10, 7)).containsExactly(Arrays.copyOf(mask, 10 * WIDTH));
    float[] other = training(dropout, ROWS, 8);
    int equal = 0;
    for (int i = 0; i < mask.length; i++) {
      equal += mask[i] == other[i] ? 1 : 0;
    }
    assertThat((double) equal / mask.length)
        .as("two unrelated masks agree in 0.7² + 0.3² of their places")
        .isCloseTo(0.58, within(0.01));
  }

  @Test
  void inferenceIsTheIdentityBothWays() {
    Dropout dropout = new Dropout.Spec(0.5).build(SHAPE);
    float[] x = new float[3 * WIDTH];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    float[] y = new float[x.length];
    dropout.forward(LayerPass.of(Pass.inference(3)), new float[0], 0, x, 0, y);
    assertThat(y).containsExactly(x);
    float[] dx = new float[x.length];
    dropout.backward(
        LayerPass.of(Pass.inference(3)), new float[0], 0, x, 0, y, x, dx, new float[0]);
    assertThat(dx).containsExactly(x);
  }

  @Test
  void layersOfANetworkHaveMasksOfTheirOwn() {
    Network network =
        new Network(Shape.of(WIDTH), List.of(new Dropout.Spec(0.5), new Dropout.Spec(0.5)));
    Pass pass = new Pass(ROWS, Pass.Mode.TRAINING, 42);
    float[] y = network.forward(new Workspace(network), pass, new float[0], ones(ROWS), 0);
    int kept = 0;
    for (float value : y) {
      kept += value > 0 ? 1 : 0;
    }
    assertThat((double) kept / y.length).isCloseTo(0.25, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void refusesARateOutsideZeroToOne(double rate) {
    assertThatThrownBy(() -> new Dropout.Spec(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid rate: %s (dropout): must be ≥ 0 and < 1".formatted(rate));
  }

  private static float[] training(Dropout dropout, int rows, long key) {
    float[] y = new float[rows * WIDTH];
    dropout.forward(
        LayerPass.of(new Pass(rows, Pass.Mode.TRAINING, key)), new float[0], 0, ones(rows), 0, y);
    return y;
  }

  private static float[] ones(int rows) {
    float[] ones = new float[rows * WIDTH];
    Arrays.fill(ones, 1);
    return ones;
  }
}
