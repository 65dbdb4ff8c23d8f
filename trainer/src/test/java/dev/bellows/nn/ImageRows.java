package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.util.stream.Stream;

/** The contract suite's rows of layers for images. */
final class ImageRows {
  private static final Initializer NORMAL = new Initializer.Normal(0.7);
  private static final Activation TANH = new PointwiseActivation.Tanh();
  private static final Activation RELU = new PointwiseActivation.Relu();

  private ImageRows() {}

  static Stream<LayerRow> all() {
    return Stream.of(
        conv("one product", Shape.of(2, 5, 6), size(3, 2), 1, Padding.VALID, TANH),
        conv("shared strips", Shape.of(11, 6, 5), size(2, 3), 1, Padding.VALID, TANH),
        conv("shared strips, same", Shape.of(16, 3, 4), size(3, 2), 1, Padding.SAME, RELU),
        conv("stride", Shape.of(2, 7, 8), size(3, 3), 2, margin(2, 1), RELU),
        conv("stride, same", Shape.of(12, 5, 6), size(3, 3), 2, Padding.SAME, TANH),
        conv("stride beyond the kernel", Shape.of(1, 5, 7), size(1, 2), 3, Padding.VALID, TANH),
        conv("one that needs z", Shape.of(1, 3, 4), size(2, 2), 1, Padding.VALID, new Gelu()),
        conv("one pixel", Shape.of(3, 1, 1), size(1, 1), 1, Padding.VALID, TANH),
        conv("mostly margin", Shape.of(1, 2, 1), size(2, 3), 1, margin(3, 2), TANH),
        max("side by side", Shape.of(2, 4, 6), new MaxPool.Spec(size(2, 3), null, null)),
        max("overlapping", Shape.of(1, 5, 4), new MaxPool.Spec(size(3, 2), size(1, 1), null)),
        max("gaps", Shape.of(2, 5, 7), new MaxPool.Spec(size(1, 2), size(2, 3), null)),
        max("margin", Shape.of(2, 5, 3), new MaxPool.Spec(size(2, 3), size(2, 2), margin(1, 1))),
        max("same", Shape.of(1, 5, 4), new MaxPool.Spec(size(3, 3), size(2, 2), Padding.SAME)),
        max("one pixel", Shape.of(3, 1, 1), new MaxPool.Spec(size(1, 1), null, null)),
        average("side by side", Shape.of(2, 4, 6), new AveragePool.Spec(size(2, 3), null, null)),
        average(
            "overlapping", Shape.of(1, 5, 4), new AveragePool.Spec(size(3, 2), size(1, 1), null)),
        average("gaps", Shape.of(2, 5, 7), new AveragePool.Spec(size(1, 2), size(2, 3), null)),
        average(
            "margin",
            Shape.of(2, 5, 3),
            new AveragePool.Spec(size(2, 3), size(2, 2), margin(1, 1))),
        average(
            "same", Shape.of(1, 5, 4), new AveragePool.Spec(size(3, 3), size(2, 2), Padding.SAME)),
        LayerRow.of("global-max-pool", Shape.of(3, 2, 4), new GlobalMaxPool.Spec()),
        LayerRow.of("global-max-pool, sequence", Shape.of(4, 3), new GlobalMaxPool.Spec()),
        padded("global-max-pool", new GlobalMaxPool.Spec()),
        LayerRow.of("global-average-pool", Shape.of(3, 2, 4), new GlobalAveragePool.Spec()),
        LayerRow.of("global-average-pool, sequence", Shape.of(4, 3), new GlobalAveragePool.Spec()),
        padded("global-average-pool", new GlobalAveragePool.Spec()));
  }

  private static Extent size(int height, int width) {
    return new Extent(height, width);
  }

  private static Padding margin(int height, int width) {
    return new Padding(new Extent(height, width));
  }

  private static LayerRow conv(
      String name, Shape input, Extent kernel, int stride, Padding padding, Activation activation) {
    Extent strides = Extent.square(stride);
    return LayerRow.of(
        "conv2d, " + name, input, new Conv2d.Spec(3, kernel, strides, padding, activation, NORMAL));
  }

  private static LayerRow max(String name, Shape input, MaxPool.Spec spec) {
    return LayerRow.of("max-pool, " + name, input, spec);
  }

  private static LayerRow average(String name, Shape input, AveragePool.Spec spec) {
    return LayerRow.of("average-pool, " + name, input, spec);
  }

  private static LayerRow padded(String name, LayerSpec spec) {
    return LayerRow.of(
            name + ", unequal lengths", Shape.of(5, 2), Chain.Spec.of(new Masking.Spec(), spec))
        .ofPaddedSequences();
  }
}
