package dev.bellows.optim;

import java.io.Serializable;

/**
 * A bound on the gradient, penalties included: on its norm, by which a longer one is shortened
 * (Pascanu, Mikolov and Bengio, 2013), or on each of its values.
 *
 * @param norm above 0; infinity for no bound
 * @param value above 0; infinity for no bound
 */
public record Clipping(double norm, double value) implements Serializable {
  /** No bound. */
  public static final Clipping NONE =
      new Clipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  public Clipping {
    check("norm", norm);
    check("value", value);
    if (Double.isFinite(norm) && Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "Invalid clipping: norm %s and value %s: give one of them".formatted(norm, value));
    }
  }

  /** A bound on the norm. */
  public static Clipping norm(double norm) {
    return new Clipping(norm, Double.POSITIVE_INFINITY);
  }

  /** A bound on each value. */
  public static Clipping value(double value) {
    return new Clipping(Double.POSITIVE_INFINITY, value);
  }

  private static void check(String name, double bound) {
    if (!(bound > 0)) {
      throw new IllegalArgumentException(
          "Invalid clipping: %s %s: must be > 0".formatted(name, bound));
    }
  }

  /**
   * Clips {@code from … to − 1} of a gradient.
   *
   * @param length the norm of the whole gradient
   */
  public void clip(float[] gradient, int from, int to, double length) {
    if (length > norm) {
      float factor = (float) (norm / length);
      for (int i = from; i < to; i++) {
        gradient[i] *= factor;
      }
    } else if (Double.isFinite(value)) {
      float bound = (float) value;
      for (int i = from; i < to; i++) {
        gradient[i] = Math.max(-bound, Math.min(bound, gradient[i]));
      }
    }
  }
}
