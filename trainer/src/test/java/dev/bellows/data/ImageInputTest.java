package dev.bellows.data;

import static dev.bellows.testing.Tables.classes;
import static dev.bellows.testing.Tables.columns;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.PreprocessingSpec.ClassWeights;
import dev.bellows.data.PreprocessingSpec.Label;
import dev.bellows.data.PreprocessingSpec.Missing;
import dev.bellows.data.PreprocessingSpec.Scaling;
import dev.bellows.testing.Kryo;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Pictures as inputs: scales of channels, fitted on the training rows. */
class ImageInputTest {
  private static final Columns COLUMNS =
      columns(new Column("image", Column.Kind.IMAGE, Column.Role.FEATURE), classes("y"));

  private static Row row(String label, int... pixels) {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    RowValues values = new RowValues(COLUMNS);
    values.putImage(0, bytes);
    values.putText(0, label);
    return new Row(values, new RowHash.Digest().bytes(bytes).hash(), false);
  }

  /** Three channels of 1 × 2 pixels; the last is always the same. */
  private static Preprocessing fit(Scaling scaling) {
    PreprocessingSpec spec =
        new PreprocessingSpec(
            scaling,
            Missing.defaults(),
            1,
            Label.defaults(),
            ClassWeights.none(),
            new InputSpec.Image("image", 3, 1, 2));
    Statistics left = Statistics.empty(COLUMNS, spec);
    Statistics right = Statistics.empty(COLUMNS, spec);
    left.add(row("a", 0, 51, 0, 255, 102, 102));
    right.add(row("b", 51, 102, 0, 255, 102, 102));
    return Preprocessing.fit(COLUMNS, spec, left.merge(Kryo.copy(right, Statistics.class)));
  }

  private static float[] encoded(Preprocessing preprocessing) {
    float[] into = new float[6];
    preprocessing.encodeInputs(Kryo.copy(row("a", 0, 51, 0, 255, 102, 204), Row.class), into, 0);
    return into;
  }

  @Test
  void pixelsAreFromZeroToOne() {
    Preprocessing preprocessing = fit(Scaling.NONE);
    assertThat(preprocessing.inputShape()).isEqualTo(Shape.of(3, 1, 2));
    assertThat(preprocessing.inputNames()).hasSize(6).contains("image[5]");
    assertThat(encoded(preprocessing)).containsExactly(0, 0.2f, 0, 1, 0.4f, 0.8f);
  }

  @Test
  void channelsAreScaledByThemselves() {
    assertThat(encoded(fit(Scaling.MIN_MAX))).containsExactly(0, 0.5f, 0, 1, 0, 0);
    // Red has 0, 0.2, 0.2 and 0.4: mean 0.2, variance 0.02. Green has 0 and 1. Blue is constant.
    float red = (float) (0.2 / Math.sqrt(0.02));
    assertThat(encoded(fit(Scaling.STANDARDIZE)))
        .containsExactly(new float[] {-red, 0, -1, 1, 0, 0}, Offset.offset(1e-6f));
  }
}
