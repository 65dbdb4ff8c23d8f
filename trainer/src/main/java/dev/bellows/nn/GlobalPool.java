package dev.bellows.nn;

import dev.bellows.data.Shape;

/**
 * What global pooling layers share: each {@linkplain Channels channel} of an image or a sequence
 * gives one number.
 */
abstract sealed class GlobalPool implements Layer permits GlobalMaxPool, GlobalAveragePool {
  private static final long serialVersionUID = 1;
  private final Shape inputShape;
  final Channels channels;

  /**
   * @throws IllegalArgumentException if a row has but one dimension
   */
  GlobalPool(Shape input) {
    if (input.rank() == 1) {
      throw new IllegalArgumentException(
          "it gets rows of %s and needs images, channels × height × width, or sequences, steps × features"
              .formatted(input));
    }
    this.inputShape = input;
    this.channels = Channels.of(input);
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public Shape outputShape() {
    return Shape.of(channels.count());
  }

  /** The place of a channel's first number in the slice. */
  int first(int row, int channel) {
    return row * channels.size() + channel * channels.channelStride();
  }
}
