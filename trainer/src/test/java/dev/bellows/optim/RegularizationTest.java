package dev.bellows.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.Shape;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegularizationTest {
  private static final Network NETWORK =
      new Network(
          Shape.of(2),
          List.of(
              new Dense.Spec(1, new PointwiseActivation.Identity(), new Initializer.He()),
              new Dropout.Spec(0.5),
              new Dense.Spec(2, new PointwiseActivation.Identity(), new Initializer.He())));

  @Test
  void penaltiesApplyToWeightsOfAllLayersAndNotToBiases() {
    float[] parameters = {2, -4, /* bias */ 8, 0, -1, /* bias */ 8, 8};
    float[] gradient = {1, 1, 1, 1, 1, 1, 1};
    new Regularization(0.5, 0.25).addGradient(NETWORK.blocks(), parameters, gradient);
    assertThat(gradient).containsExactly(2, -0.5f, 1, 1, 0.25f, 1, 1);
  }

  @Test
  void noPenaltyChangesNothing() {
    float[] gradient = {1, Float.NaN, 3, 4, 5, 6, 7};
    float[] before = gradient.clone();
    Regularization.NONE.addGradient(NETWORK.blocks(), new float[7], gradient);
    assertThat(gradient).containsExactly(before);
  }

  @Test
  void refusesNegativePenalties() {
    assertThatThrownBy(() -> new Regularization(0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid regularization: l1 0.0, l2 -1.0: both must be ≥ 0");
    assertThatThrownBy(() -> new Regularization(Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
