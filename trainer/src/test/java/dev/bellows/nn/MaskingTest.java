package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.DataException;
import dev.bellows.data.Shape;
import org.junit.jupiter.api.Test;

class MaskingTest {
  private static final float NO = Float.NaN;
  private final Masking masking = new Masking.Spec().build(Shape.of(2, 2));

  @Test
  void aRowEndsBeforeTheStepsThatAreMissing() {
    LayerPass pass = pass(3);
    float[] y = new float[12];
    masking.forward(pass, null, 0, new float[] {1, 2, 3, 4, 5, 6, NO, NO, NO, NO, NO, NO}, 0, y);
    assertThat(y).containsExactly(1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0);
    assertThat(pass.length(0, 2)).isEqualTo(2);
    assertThat(pass.length(1, 2)).isEqualTo(1);
    assertThat(pass.length(2, 2)).isZero();
  }

  @Test
  void namesTheFeatureThatIsMissingElsewhere() {
    assertRefused("feature 1 of step 1", NO, NO, 3, 4);
    assertRefused("feature 2 of step 2", 1, 2, 3, NO);
    assertRefused("feature 2 of step 1", 1, NO, NO, NO);
  }

  @Test
  void takesSequencesOnly() {
    assertThatThrownBy(() -> new Masking.Spec().build(Shape.of(3)))
        .hasMessage("it got rows of 3: it takes sequences, steps × features");
  }

  private void assertRefused(String place, float... x) {
    assertThatThrownBy(() -> masking.forward(pass(1), null, 0, x, 0, new float[4]))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Invalid sequence: NaN in %s: only whole steps at a row's end may be missing", place);
  }

  private static LayerPass pass(int rows) {
    return LayerPass.of(new Pass(rows, Pass.Mode.TRAINING, 1));
  }
}
