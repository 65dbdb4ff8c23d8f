package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchNormTest {
  private static final LayerSpec SPEC = new BatchNorm.Spec(0.1, 1e-5);

  @Test
  void aSingleNumberInAChannelBecomesTheBiasAndHasNoGradient() {
    Pass pass = new Pass(1, Pass.Mode.TRAINING, 0);
    float[] parameters = {2, 3, 0.25f, -0.5f, 0, 0, 1, 1};
    Network network = new Network(Shape.of(2), List.of(SPEC));
    Workspace workspace = new Workspace(network);
    float[] x = {7, 1e30f};
    assertThat(network.forward(workspace, pass, parameters, x, 0)).startsWith(0.25f, -0.5f);
    float[] gradient = new float[8];
    float[] dx = new float[2];
    Arrays.fill(workspace.outputGradient(), 1);
    network.backward(workspace, parameters, x, 0, dx, gradient);
    assertThat(dx).containsExactly(0, 0);
    assertThat(gradient).containsExactly(0, 0, 1, 1, 7, 1e30f, 0, 0);
  }

  @Test
  void handsItsMomentsOnTimesTheRows() {
    float[] x = {1, 5, 3, 5, 8, 5};
    float[] gradient = gradient(Pass.Mode.TRAINING, Shape.of(2), x, 3, 0.5f, 0.5f, 2, 3);
    double[] expected = {4 * 3, 5 * 3, 13 * 3, 0}; // the variance has two degrees of freedom
    for (int i = 0; i < 4; i++) {
      assertThat((double) gradient[4 + i]).isCloseTo(expected[i], within(1e-5));
    }
  }

  @Test
  void doesNotCountStepsBeyondARowsLength() {
    float nan = Float.NaN;
    float[] x = {1, 3, nan, 8, nan, nan};
    LayerSpec chain = Chain.Spec.of(new Masking.Spec(), SPEC);
    Network network = new Network(Shape.of(3, 1), List.of(chain));
    Workspace workspace = new Workspace(network);
    Pass pass = new Pass(2, Pass.Mode.TRAINING, 0);
    float[] y = network.forward(workspace, pass, new float[] {1, 0, 0, 1}, x, 0);
    float deviation = (float) Math.sqrt(26 / 3.0);
    float[] expected = {-3 / deviation, -1 / deviation, 0, 4 / deviation, 0, 0};
    for (int i = 0; i < x.length; i++) {
      assertThat(y[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }

  @Test
  void predictsByItsRunningMoments() {
    Network network = new Network(Shape.of(1), List.of(new BatchNorm.Spec(0.1, 0.25)));
    float[] parameters = {3, 1, 10, 2};
    float[] y =
        network.forward(
            new Workspace(network), Pass.inference(2), parameters, new float[] {10, 11.5f}, 0);
    assertThat(y).startsWith(1, 4);
    float[] gradient = gradient(Pass.Mode.INFERENCE, Shape.of(1), new float[] {9, 12}, 2, 10, 2);
    assertThat(gradient).endsWith(20, 4); // training nothing would move them
  }

  @Test
  void refusesConstantsOutsideTheirRange() {
    assertThatThrownBy(() -> new BatchNorm.Spec(1.5, 1e-5))
        .hasMessage("Invalid momentum: 1.5: must be ≥ 0 and ≤ 1");
    assertThatThrownBy(() -> new BatchNorm.Spec(0.1, 0))
        .hasMessage("Invalid epsilon: 0.0: must be > 0");
    assertThatThrownBy(() -> new LayerNorm.Spec(Double.NaN))
        .hasMessage("Invalid epsilon: NaN: must be > 0");
  }

  /** With a gain of 1, a bias of 0 and these running moments. */
  private static float[] gradient(
      Pass.Mode mode, Shape shape, float[] x, int rows, float... running) {
    Network network = new Network(shape, List.of(SPEC));
    float[] parameters = network.initialize(1);
    System.arraycopy(running, 0, parameters, network.parameterCount(), running.length);
    Workspace workspace = new Workspace(network);
    network.forward(workspace, new Pass(rows, mode, 0), parameters, x, 0);
    Arrays.fill(workspace.outputGradient(), 1);
    float[] gradient = new float[parameters.length];
    network.backward(workspace, parameters, x, 0, null, gradient);
    return gradient;
  }
}
