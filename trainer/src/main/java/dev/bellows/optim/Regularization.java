package dev.bellows.optim;

import java.io.Serializable;

/**
 * Penalties on weights, not on biases: the mean loss gains {@code l1 · Σ|w| + l2 / 2 · Σ w²}.
 *
 * @param l1 at least 0
 * @param l2 at least 0
 */
public record Regularization(double l1, double l2) implements Serializable {
  /** No penalty. */
  public static final Regularization NONE = new Regularization(0, 0);

  public Regularization {
    if (!(l1 >= 0) || !(l2 >= 0)) {
      throw new IllegalArgumentException(
          "Invalid regularization: l1 %s, l2 %s: both must be ≥ 0".formatted(l1, l2));
    }
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
}
