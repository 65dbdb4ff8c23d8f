package dev.bellows.optim;

import dev.bellows.linalg.Elementwise;
import java.io.Serializable;

/**
 * What keeps weights small, not biases: the mean loss gains {@code l1 · Σ|w| + l2 / 2 · Σ w²}; and
 * after each update, each row of a block of weights, which for a dense layer is what comes into a
 * unit, is scaled down to the norm {@code maxNorm} if it is longer (Srivastava, Hinton, Krizhevsky,
 * Sutskever and Salakhutdinov, 2014).
 *
 * @param l1 at least 0
 * @param l2 at least 0
 * @param maxNorm above 0; infinity for no bound
 */
public record Regularization(double l1, double l2, double maxNorm) implements Serializable {
  /** No penalty, no bound. */
  public static final Regularization NONE = new Regularization(0, 0);

  /** Penalties without a bound. */
  public Regularization(double l1, double l2) {
    this(l1, l2, Double.POSITIVE_INFINITY);
  }

  public Regularization {
    if (!(l1 >= 0) || !(l2 >= 0)) {
      throw new IllegalArgumentException(
          "Invalid regularization: l1 %s, l2 %s: both must be ≥ 0".formatted(l1, l2));
    }
    if (!(maxNorm > 0)) {
      throw new IllegalArgumentException("Invalid max-norm: %s: must be > 0".formatted(maxNorm));
    }
  }

  /** Whether weights that come into a unit have a bound. */
  public boolean isBounded() {
    return Double.isFinite(maxNorm);
  }

  /** The penalty of the weights at {@code from … to − 1}. */
  public double penalty(float[] parameters, int from, int to) {
    double absolute = 0;
    for (int i = from; i < to && l1 > 0; i++) {
      absolute += Math.abs(parameters[i]);
    }
    double squares = l2 > 0 ? Elementwise.sumOfSquares(parameters, from, to) : 0;
    return l1 * absolute + l2 / 2 * squares;
  }

  /** Adds the penalty's gradient to that of the mean loss, at {@code from … to − 1}. */
  public void addGradient(float[] parameters, float[] gradient, int from, int to) {
    float first = (float) l1;
    float second = (float) l2;
    if (l1 > 0) {
      for (int i = from; i < to; i++) {
        float w = parameters[i];
        // The sign without Math.signum, which has no vector form: 2²⁰⁰ makes one of any float.
        float sign = Math.max(-1, Math.min(1, w * 0x1p100f * 0x1p100f));
        gradient[i] += first * sign + second * w;
      }
    } else if (l2 > 0) {
      for (int i = from; i < to; i++) {
        gradient[i] += second * parameters[i];
      }
    }
  }

  /** Scales the rows of {@code width} floats in {@code from … to − 1} that are too long. */
  public void bound(float[] parameters, int from, int to, int width) {
    for (int row = from; row < to; row += width) {
      double norm = Math.sqrt(Elementwise.sumOfSquares(parameters, row, row + width));
      if (norm > maxNorm) {
        Elementwise.scale(parameters, row, row + width, (float) (maxNorm / norm));
      }
    }
  }
}
