package dev.bellows.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClippingTest {
  @Test
  void aLongGradientIsShortened() {
    assertThat(clipped(Clipping.norm(10), 20)).containsExactly(9, -1, 2, 9);
    assertThat(clipped(Clipping.norm(20), 20)).containsExactly(9, -2, 4, 9);
  }

  @Test
  void largeValuesAreCutOff() {
    assertThat(clipped(Clipping.value(3), 20)).containsExactly(9, -2, 3, 9);
    assertThat(clipped(Clipping.value(0.5), 0.1)).containsExactly(9, -0.5f, 0.5f, 9);
  }

  @Test
  void noBoundChangesNothing() {
    assertThat(clipped(Clipping.NONE, Double.MAX_VALUE)).containsExactly(9, -2, 4, 9);
  }

  @Test
  void refusesWhatIsNoBound() {
    assertThatThrownBy(() -> Clipping.norm(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid clipping: norm 0.0: must be > 0");
    assertThatThrownBy(() -> Clipping.value(Double.NaN))
        .hasMessage("Invalid clipping: value NaN: must be > 0");
    assertThatThrownBy(() -> new Clipping(1, 2))
        .hasMessage("Invalid clipping: norm 1.0 and value 2.0: give one of them");
  }

  private static float[] clipped(Clipping clipping, double norm) {
    float[] gradient = {9, -2, 4, 9};
    clipping.clip(gradient, 1, 3, norm);
    return gradient;
  }
}
