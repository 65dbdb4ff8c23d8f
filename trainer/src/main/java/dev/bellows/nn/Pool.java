package dev.bellows.nn;

import dev.bellows.data.Shape;

/**
 * What pooling layers share: windows that slide over each channel of an image and give one number
 * each.
 */
abstract sealed class Pool implements Layer permits MaxPool, AveragePool {
  private static final long serialVersionUID = 1;
  private final Shape inputShape;
  private final Shape outputShape;
  final Windows.Axis vertical;
  final Windows.Axis horizontal;

  /**
   * @throws IllegalArgumentException if rows are no images, no window fits, or one would lie in the
   *     margin alone
   */
  Pool(Shape input, Extent size, Extent stride, Padding padding) {
    Windows windows = Windows.of(input, "size", size, stride == null ? size : stride, padding);
    Extent margin = padding.margin();
    if (margin != null
        && (2 * margin.height() > size.height() || 2 * margin.width() > size.width())) {
      throw new IllegalArgumentException(
          "Invalid padding: %s: must be at most half of the size %s".formatted(margin, size));
    }
    this.inputShape = input;
    this.outputShape = windows.shape(input.dimension(0));
    this.vertical = windows.vertical();
    this.horizontal = windows.horizontal();
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public Shape outputShape() {
    return outputShape;
  }

  /** Channels of the slice. */
  int planes(LayerPass pass) {
    return pass.rows() * inputShape.dimension(0);
  }

  /** The first row of pixels that windows {@code i} cover. */
  int top(int i) {
    return Math.max(0, vertical.pixel(i, 0));
  }

  /** The row of pixels behind the last that windows {@code i} cover. */
  int bottom(int i) {
    return Math.min(vertical.pixels(), vertical.pixel(i, vertical.size()));
  }
}
