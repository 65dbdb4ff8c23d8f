package dev.bellows.nn;

import dev.bellows.linalg.Elementwise;

/** The activations that act on each number alone. */
public sealed interface PointwiseActivation extends Activation
    permits PointwiseActivation.Identity,
        PointwiseActivation.Relu,
        PointwiseActivation.LeakyRelu,
        Elu,
        Gelu,
        Silu,
        Softplus,
        PointwiseActivation.Sigmoid,
        PointwiseActivation.Tanh,
        PointwiseActivation.Exponential {
  /** {@code f(z)} of one number. */
  float value(float z);

  /**
   * {@code f′(z)}, from {@code y = f(z)}.
   *
   * @param z arbitrary unless it {@link #needsInput}
   */
  float slope(float z, float y);

  /** Applies f in place, from {@code from} inclusive to {@code to} exclusive. */
  default void forwardRange(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = value(values[i]);
    }
  }

  /**
   * Multiplies the gradient by f′, from {@code from} inclusive to {@code to} exclusive.
   *
   * @param z null unless it {@link #needsInput}; may be overwritten
   */
  default void backwardRange(float[] z, float[] y, float[] gradient, int from, int to) {
    boolean given = needsInput();
    for (int i = from; i < to; i++) {
      gradient[i] *= slope(given ? z[i] : 0, y[i]);
    }
  }

  @Override
  default void forward(float[] values, int rows, int units) {
    forwardRange(values, 0, rows * units);
  }

  @Override
  default void backward(float[] z, float[] y, float[] gradient, int rows, int units) {
    backwardRange(z, y, gradient, 0, rows * units);
  }

  /** {@code z}. */
  record Identity() implements PointwiseActivation {
    @Override
    public String name() {
      return "identity";
    }

    @Override
    public float value(float z) {
      return z;
    }

    @Override
    public float slope(float z, float y) {
      return 1;
    }

    @Override
    public void forwardRange(float[] values, int from, int to) {}

    @Override
    public void backwardRange(float[] z, float[] y, float[] gradient, int from, int to) {}
  }

  /** {@code max(z, 0)} (Nair and Hinton, 2010). */
  record Relu() implements PointwiseActivation {
    @Override
    public String name() {
      return "relu";
    }

    @Override
    public boolean isSmooth() {
      return false;
    }

    @Override
    public float value(float z) {
      return Math.max(z, 0);
    }

    @Override
    public float slope(float z, float y) {
      return Elementwise.step(y);
    }

    @Override
    public void backwardRange(float[] z, float[] y, float[] gradient, int from, int to) {
      for (int i = from; i < to; i++) {
        gradient[i] *= Elementwise.step(y[i]);
      }
    }

    @Override
    public void forwardRange(float[] values, int from, int to) {
      Elementwise.relu(values, from, to);
    }
  }

  /**
   * {@code z} where positive, else {@code negativeSlope · z} (Maas, Hannun and Ng, 2013).
   *
   * @param negativeSlope in (0, 1), so that y tells the sign of z
   */
  record LeakyRelu(float negativeSlope) implements PointwiseActivation {
    public LeakyRelu {
      if (!(negativeSlope > 0 && negativeSlope < 1)) {
        throw new IllegalArgumentException(
            "Invalid negative-slope: %s: must lie between 0 and 1".formatted(negativeSlope));
      }
    }

    @Override
    public String name() {
      return "leaky-relu";
    }

    @Override
    public boolean isSmooth() {
      return false;
    }

    @Override
    public float value(float z) {
      return Math.max(z, 0) + negativeSlope * Math.min(z, 0);
    }

    @Override
    public float slope(float z, float y) {
      return Math.max(Elementwise.step(y), negativeSlope);
    }

    @Override
    public void forwardRange(float[] values, int from, int to) {
      Elementwise.leakyRelu(values, from, to, negativeSlope);
    }

    @Override
    public void backwardRange(float[] z, float[] y, float[] gradient, int from, int to) {
      for (int i = from; i < to; i++) {
        gradient[i] *= Math.max(Elementwise.step(y[i]), negativeSlope);
      }
    }
  }

  /** {@code 1 / (1 + e^−z)}. */
  record Sigmoid() implements PointwiseActivation {
    @Override
    public String name() {
      return "sigmoid";
    }

    @Override
    public float value(float z) {
      return Elementwise.sigmoid(z);
    }

    @Override
    public float slope(float z, float y) {
      return y * (1 - y);
    }

    @Override
    public void forwardRange(float[] values, int from, int to) {
      Elementwise.sigmoid(values, from, to);
    }
  }

  /** {@code tanh z}. */
  record Tanh() implements PointwiseActivation {
    @Override
    public String name() {
      return "tanh";
    }

    @Override
    public float value(float z) {
      return Elementwise.tanh(z);
    }

    @Override
    public float slope(float z, float y) {
      return 1 - y * y;
    }

    @Override
    public void forwardRange(float[] values, int from, int to) {
      Elementwise.tanh(values, from, to);
    }
  }

  /** {@code e^z}; above 88.7 the largest float, so that a rate can be written and averaged. */
  record Exponential() implements PointwiseActivation {
    @Override
    public String name() {
      return "exponential";
    }

    @Override
    public float value(float z) {
      return Math.min(Elementwise.exp(z), Float.MAX_VALUE);
    }

    @Override
    public float slope(float z, float y) {
      return y;
    }
  }
}
