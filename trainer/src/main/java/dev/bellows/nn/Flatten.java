package dev.bellows.nn;

import dev.bellows.data.Shape;

/** Makes one dimension of all: {@code [channels, height, width]} becomes {@code [features]}. */
public final class Flatten implements Layer {
  private static final long serialVersionUID = 1;
  private final Shape input;

  /** The layer before its input is known. */
  public record Spec() implements LayerSpec {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return "flatten";
    }

    @Override
    public Flatten build(Shape input) {
      return new Flatten(input);
    }
  }

  private Flatten(Shape input) {
    this.input = input;
  }

  @Override
  public Spec spec() {
    return new Spec();
  }

  @Override
  public Shape inputShape() {
    return input;
  }

  @Override
  public Shape outputShape() {
    return Shape.of(input.size());
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    System.arraycopy(x, xOffset, y, 0, pass.rows() * input.size());
    zeroPadding(pass, y);
  }

  @Override
  public void backward(
      LayerPass pass,
      float[] parameters,
      int offset,
      float[] x,
      int xOffset,
      float[] y,
      float[] dy,
      float[] dx,
      float[] gradient) {
    if (dx != null) {
      System.arraycopy(dy, 0, dx, 0, pass.rows() * input.size());
      zeroPadding(pass, dx);
    }
  }

  /** What stands there is arbitrary, and behind this layer nobody knows where it is. */
  private void zeroPadding(LayerPass pass, float[] values) {
    if (input.rank() == 2) { // a sequence
      pass.zeroPadding(values, input.dimension(0), input.dimension(1));
    }
  }
}
