package dev.bellows.nn;

import dev.bellows.data.CounterRandom;
import dev.bellows.data.Shape;

/**
 * While training, sets each number to zero with probability {@code rate} and divides the others by
 * {@code 1 − rate}; the identity otherwise (Srivastava et al., 2014). The mask is drawn anew in the
 * backward pass from the same counters, not stored.
 */
public final class Dropout implements Layer {
  private static final long serialVersionUID = 1;
  private final Spec spec;
  private final Shape shape;

  /**
   * Dropout before its input is known.
   *
   * @param rate the probability of a zero, in [0, 1)
   */
  public record Spec(double rate) implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException(
            "Invalid rate: %s (dropout): must be ≥ 0 and < 1".formatted(rate));
      }
    }

    @Override
    public boolean isRandom() {
      return rate > 0;
    }

    @Override
    public String name() {
      return "dropout";
    }

    @Override
    public String summary() {
      return "dropout " + rate;
    }

    @Override
    public Dropout build(Shape input) {
      return new Dropout(input, this);
    }
  }

  private Dropout(Shape shape, Spec spec) {
    this.spec = spec;
    this.shape = shape;
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public Shape inputShape() {
    return shape;
  }

  @Override
  public Shape outputShape() {
    return shape;
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    mask(pass, x, xOffset, y);
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
      mask(pass, dy, 0, dx);
    }
  }

  private void mask(LayerPass pass, float[] from, int fromOffset, float[] to) {
    int end = pass.rows() * shape.size();
    if (!pass.isTraining()) {
      System.arraycopy(from, fromOffset, to, 0, end);
      return;
    }
    float scale = (float) (1 / (1 - spec.rate()));
    float threshold = (float) spec.rate();
    for (int i = 0; i < end; i++) {
      to[i] = CounterRandom.uniform(pass.key(), i) < threshold ? 0 : from[fromOffset + i] * scale;
    }
  }
}
