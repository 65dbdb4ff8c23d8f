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
      int from = row * units;
      int to = from + units;
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
  }

  @Override
  public void backward(float[] z, float[] y, float[] gradient, int rows, int units) {
    for (int row = 0; row < rows; row++) {
      int from = row * units;
      int to = from + units;
      float dot = 0;
      for (int i = from; i < to; i++) {
        dot += gradient[i] * y[i];
      }
      for (int i = from; i < to; i++) {
        gradient[i] = y[i] * (gradient[i] - dot);
      }
    }
  }
}
