package dev.bellows.nn;

import dev.bellows.linalg.Blas;
import dev.bellows.linalg.Elementwise;
import java.io.Serializable;

/**
 * The three products of {@code z = x Wᵀ} and its gradients. All matrices are row-major and lie from
 * an offset on in their arrays.
 *
 * <pre>
 * x, dx  n × inputs     W, dW  units × inputs     z, dz  n × units
 * </pre>
 *
 * @param inputs columns of x
 * @param units columns of z
 */
record LinearMap(int inputs, int units) implements Serializable {

  /** Floats of W. */
  int size() {
    return units * inputs;
  }

  /** {@code z += x Wᵀ}. */
  void addProduct(
      int n, float[] weights, int offset, float[] x, int xOffset, float[] z, int zOffset) {
    if (n > 0) {
      Blas.sgemm(
          "T", "N", units, n, inputs, 1, weights, offset, inputs, x, xOffset, inputs, 1, z, zOffset,
          units);
    }
  }

  /** Copies {@code Wᵀ}, for many products of few rows with the same W. */
  void turn(float[] weights, int offset, float[] turned, int to) {
    for (int unit = 0; unit < units; unit++) {
      for (int input = 0; input < inputs; input++) {
        turned[to + input * units + unit] = weights[offset + unit * inputs + input];
      }
    }
  }

  /**
   * {@code z += x Wᵀ}, from {@link #turn}: where rows are few, each product would have to turn x
   * and the result, and with AVX-512 that is a third of its time.
   */
  void addTurnedProduct(
      int n, float[] turned, int offset, float[] x, int xOffset, float[] z, int zOffset) {
    if (n > 0) {
      Blas.sgemm(
          "N", "N", units, n, inputs, 1, turned, offset, units, x, xOffset, inputs, 1, z, zOffset,
          units);
    }
  }

  /** {@code dW = dzᵀ x}; zeros where n is 0. */
  void weightGradient(
      int n, float[] x, int xOffset, float[] dz, int dzOffset, float[] gradient, int offset) {
    Blas.sgemm(
        "N", "T", inputs, units, n, 1, x, xOffset, inputs, dz, dzOffset, units, 0, gradient, offset,
        inputs);
  }

  /** {@code dx = dz W}. */
  void inputGradient(int n, float[] weights, int offset, float[] dz, float[] dx) {
    if (n > 0) {
      Blas.sgemm(
          "N", "N", inputs, n, units, 1, weights, offset, inputs, dz, 0, units, 0, dx, 0, inputs);
    }
  }

  /** {@code dx += dz W}. */
  void addInputGradient(
      int n, float[] weights, int offset, float[] dz, int dzOffset, float[] dx, int dxOffset) {
    if (n > 0) {
      Blas.sgemm(
          "N", "N", inputs, n, units, 1, weights, offset, inputs, dz, dzOffset, units, 1, dx,
          dxOffset, inputs);
    }
  }

  /** {@code z = b} in each of n rows. */
  void fillRows(int n, float[] bias, int offset, float[] z) {
    for (int row = 0; row < n; row++) {
      System.arraycopy(bias, offset, z, row * units, units);
    }
  }

  /** {@code db}, the sum of the n rows of dz. */
  void biasGradient(int n, float[] dz, float[] gradient, int offset) {
    Elementwise.sumRows(dz, 0, n, units, gradient, offset);
  }
}
