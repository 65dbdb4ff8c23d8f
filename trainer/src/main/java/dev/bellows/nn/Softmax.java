package dev.bellows.nn;

import dev.bellows.linalg.Elementwise;

/**
 * {@code y_i = e^{z_i} / Σ_j e^{z_j}} over the units of a row (Bridle, 1990); the largest z is
 * subtracted first, so that nothing overflows. Gradient: {@code dz_i = y_i (dy_i − Σ_j dy_j y_j)}.
 */
public record Softmax() implements Activation {
  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public void forward(float[] values, int rows, int units) {
    for (int row = 0; row < rows; row++) {
      normalize(values, row * units, (row + 1) * units);
    }
  }

  @Override
  public void backward(float[] z, float[] y, float[] gradient, int rows, int units) {
    for (int row = 0; row < rows; row++) {
      pullBack(y, row * units, gradient, row * units, (row + 1) * units);
    }
  }

  /** One row, in place. */
  static void normalize(float[] values, int from, int to) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, values[i]);
    }
    float sum = 0;
    for (int i = from; i < to; i++) {
      values[i] = Elementwise.exp(values[i] - largest);
      sum += values[i];
    }
    for (int i = from; i < to; i++) {
      values[i] /= sum;
    }
  }

  /**
   * One row: the gradient of y to that of z, in place.
   *
   * @param y from {@code yFrom} on
   */
  static void pullBack(float[] y, int yFrom, float[] gradient, int from, int to) {
    int shift = yFrom - from;
    float dot = 0;
    for (int i = from; i < to; i++) {
      dot += gradient[i] * y[i + shift];
    }
    for (int i = from; i < to; i++) {
      gradient[i] = y[i + shift] * (gradient[i] - dot);
    }
  }
}
