package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolTest {
  private static final Extent TWO = Extent.square(2);

  @Test
  void theGradientGoesToTheFirstOfEqualMaxima() {
    Layer pool = new MaxPool.Spec(TWO, null, null).build(Shape.of(1, 2, 6));
    float[] x = {
      0, 3, 5, 5, -1, -1,
      3, 0, 5, 5, -1, -1
    };
    float[] dx = gradient(pool, x, 1, 2, 4);
    assertThat(dx).containsExactly(0, 1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void overlappingWindowsAddTheirGradients() {
    Layer pool =
        new MaxPool.Spec(new Extent(1, 2), Extent.square(1), null).build(Shape.of(1, 1, 4));
    assertThat(gradient(pool, new float[] {1, 7, 2, 3}, 1, 2, 4)).containsExactly(0, 3, 0, 4);
  }

  @Test
  void theGlobalMaximumGivesItsGradientToTheFirst() {
    Layer pool = new GlobalMaxPool.Spec().build(Shape.of(2, 1, 3));
    assertThat(gradient(pool, new float[] {1, 4, 4, 0, 0, 0}, 1, 2))
        .containsExactly(0, 1, 0, 2, 0, 0);
  }

  @Test
  void marginsAreZerosInAMeanAndNothingInAMaximum() {
    Shape pixel = Shape.of(1, 1, 1);
    Padding margin = new Padding(Extent.square(1));
    assertThat(forward(new MaxPool.Spec(TWO, TWO, margin).build(pixel), -8)).containsExactly(-8);
    assertThat(forward(new AveragePool.Spec(TWO, TWO, margin).build(pixel), -8))
        .containsExactly(-2);
  }

  @Test
  void aNumberThatIsNoneIsNotSwallowed() {
    float nan = Float.NaN;
    Shape input = Shape.of(1, 1, 3);
    for (float[] x : new float[][] {{nan, 1, 2}, {1, nan, 2}, {1, 2, nan}, {nan, nan, 3}}) {
      assertThat(forward(new MaxPool.Spec(new Extent(1, 3), null, null).build(input), x))
          .containsOnly(nan);
      assertThat(forward(new GlobalMaxPool.Spec().build(input), x)).containsOnly(nan);
    }
  }

  @Test
  void aSequenceWithoutStepsGivesZero() {
    LayerSpec[] pools = {new GlobalMaxPool.Spec(), new GlobalAveragePool.Spec()};
    for (LayerSpec pool : pools) {
      Layer layer = Chain.Spec.of(new Masking.Spec(), pool).build(Shape.of(2, 1));
      float[] x = {Float.NaN, Float.NaN};
      assertThat(forward(layer, x)).containsExactly(0);
      assertThat(gradient(layer, x, 1)).containsExactly(0, 0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3, 5 | 4, 2 | 0, 0 | Invalid size: 4 × 2: does not fit into 3 × 5 pixels with padding 0 × 0; take a smaller one, or padding: same",
        "3, 5 | 0, 2 | 0, 0 | Invalid size: 0 × 2: must be ≥ 1",
        "3, 5 | 2, 2 | 1, 2 | Invalid padding: 1 × 2: must be at most half of the size 2 × 2",
      })
  void refusesWindowsThatDoNotFit(String pixels, String size, String margin, String message) {
    Extent image = extent(pixels);
    LayerSpec spec = new MaxPool.Spec(extent(size), Extent.square(1), new Padding(extent(margin)));
    assertThatThrownBy(() -> spec.build(Shape.of(1, image.height(), image.width())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void saysWhatRowsItNeeds() {
    assertThatThrownBy(() -> new MaxPool.Spec(TWO, null, null).build(Shape.of(5, 4)))
        .hasMessage("it gets rows of 5 × 4 and needs images, channels × height × width");
    assertThatThrownBy(() -> new MaxPool.Spec(null, null, null).build(Shape.of(1, 5, 4)))
        .hasMessage("Missing size: a number of pixels");
    assertThatThrownBy(() -> new GlobalMaxPool.Spec().build(Shape.of(4)))
        .hasMessage(
            "it gets rows of 4 and needs images, channels × height × width, or sequences, steps × features");
  }

  private static Extent extent(String text) {
    int[] sides = Arrays.stream(text.split(", ")).mapToInt(Integer::parseInt).toArray();
    return new Extent(sides[0], sides[1]);
  }

  private static float[] forward(Layer layer, float... x) {
    float[] y = new float[layer.outputs()];
    layer.forward(LayerPass.of(Pass.inference(1)), null, 0, x, 0, y);
    return y;
  }

  private static float[] gradient(Layer layer, float[] x, float... dy) {
    LayerPass pass = LayerPass.of(Pass.inference(1));
    float[] y = new float[layer.outputs()];
    float[] dx = new float[x.length];
    layer.forward(pass, null, 0, x, 0, y);
    layer.backward(pass, null, 0, x, 0, y, dy, dx, null);
    return dx;
  }
}
