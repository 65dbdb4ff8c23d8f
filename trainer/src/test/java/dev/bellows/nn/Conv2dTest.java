package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.Shape;
import org.junit.jupiter.api.Test;

class Conv2dTest {
  private static final Extent KERNEL = new Extent(3, 2);

  @Test
  void slidesAKernelThatIsNotFlipped() {
    Layer layer = spec(1, KERNEL, null, null, null).build(Shape.of(1, 3, 3));
    float[] x = {
      1, 2, 3,
      4, 5, 6,
      7, 8, 9
    };
    float[] parameters = {1, 0, 0, 0, 0, 10, 0.5f}; // the first pixel, ten times the last, a bias
    float[] y = new float[2];
    layer.forward(LayerPass.of(Pass.inference(1)), parameters, 0, x, 0, y);
    assertThat(y).containsExactly(1 + 80 + 0.5f, 2 + 90 + 0.5f);
  }

  @Test
  void countsWindows() {
    Shape image = Shape.of(2, 7, 8);
    Extent stride = new Extent(2, 3);
    assertThat(spec(4, KERNEL, null, null, null).build(image).outputShape())
        .isEqualTo(Shape.of(4, 5, 7));
    assertThat(spec(4, KERNEL, stride, null, null).build(image).outputShape())
        .isEqualTo(Shape.of(4, 3, 3));
    assertThat(spec(4, KERNEL, stride, Padding.SAME, null).build(image).outputShape())
        .isEqualTo(Shape.of(4, 4, 3));
    Padding margin = new Padding(new Extent(1, 2));
    assertThat(spec(4, KERNEL, stride, margin, null).build(image).outputShape())
        .isEqualTo(Shape.of(4, 4, 4));
  }

  @Test
  void refusesWhatItCannotBe() {
    assertRefused(spec(0, KERNEL, null, null, null), "Invalid filters: 0: must be ≥ 1");
    assertRefused(spec(null, KERNEL, null, null, null), "Invalid filters: null: must be ≥ 1");
    assertRefused(spec(2, null, null, null, null), "Missing kernel: a number of pixels");
    assertRefused(
        spec(2, KERNEL, new Extent(1, 0), null, null), "Invalid stride: 1 × 0: must be ≥ 1");
    assertRefused(
        spec(2, Extent.square(11), null, new Padding(Extent.square(1)), null),
        "Invalid kernel: 11 × 11: does not fit into 7 × 8 pixels with padding 1 × 1; take a smaller one, or padding: same");
    assertRefused(
        spec(2, KERNEL, null, null, new Softmax()),
        "Invalid activation: softmax: a convolution needs one that acts on each number alone");
    assertThatThrownBy(() -> spec(2, KERNEL, null, null, null).build(Shape.of(784)))
        .hasMessage("it gets rows of 784 and needs images, channels × height × width");
    assertThatThrownBy(() -> new Extent(-1, 2))
        .hasMessage("Invalid height and width: [-1, 2]: must be ≥ 0");
  }

  private static void assertRefused(LayerSpec spec, String message) {
    assertThatThrownBy(() -> spec.build(Shape.of(1, 7, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static LayerSpec spec(
      Integer filters, Extent kernel, Extent stride, Padding padding, Activation activation) {
    return new Conv2d.Spec(filters, kernel, stride, padding, activation, null);
  }
}
