package dev.bellows.nn;

import dev.bellows.data.CounterRandom;
import java.util.List;

/**
 * While training, sets each number to zero with probability {@code rate} and divides the others by
 * {@code 1 − rate}; the identity otherwise (Srivastava et al., 2014). The mask is drawn anew in the
 * backward pass from the same counters, not stored.
 */
public final class Dropout implements Layer {
  private static final long serialVersionUID = 1;
  private final int width;
  private final double rate;

  /**
   * @param width inputs, and outputs
   * @param rate in [0, 1)
   */
  public Dropout(int width, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "Invalid rate: %s (dropout): must be ≥ 0 and < 1".formatted(rate));
    }
    this.width = width;
    this.rate = rate;
  }

  @Override
  public String name() {
    return "dropout";
  }

  @Override
  public int inputs() {
    return width;
  }

  @Override
  public int outputs() {
    return width;
  }

  /** The probability of a zero. */
  public double rate() {
    return rate;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public void initialize(float[] parameters, int offset, long key) {}

  @Override
  public void forward(
      Pass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    mask(pass, x, xOffset, y);
  }

  @Override
  public void backward(
      Pass pass,
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

  private void mask(Pass pass, float[] from, int fromOffset, float[] to) {
    int end = pass.rows() * width;
    if (pass.mode() == Pass.Mode.INFERENCE) {
      System.arraycopy(from, fromOffset, to, 0, end);
      return;
    }
    float scale = (float) (1 / (1 - rate));
    float threshold = (float) rate;
    for (int i = 0; i < end; i++) {
      to[i] = CounterRandom.uniform(pass.key(), i) < threshold ? 0 : from[fromOffset + i] * scale;
    }
  }
}
