package dev.bellows.nn;

import dev.bellows.data.CounterRandom;
import java.io.Serializable;

/** Draws a layer's initial weights. */
public sealed interface Initializer extends Serializable {
  /** The name, as in a job spec: {@code glorot}. */
  String name();

  /** The standard deviation for a layer of {@code fanIn} inputs and {@code fanOut} outputs. */
  double standardDeviation(int fanIn, int fanOut);

  /** {@code given}, or where it is null He's before a rectifier and Glorot's elsewhere. */
  static Initializer usual(Initializer given, Activation activation) {
    if (given != null) {
      return given;
    }
    return activation.isRectifier() ? new He() : new Glorot();
  }

  /** Fills {@code length} weights from {@code offset} on. */
  default void fill(float[] weights, int offset, int length, int fanIn, int fanOut, long key) {
    double deviation = standardDeviation(fanIn, fanOut);
    for (int i = 0; i < length; i++) {
      weights[offset + i] = (float) (deviation * CounterRandom.gaussian(key, i));
    }
  }

  /** Uniform with variance {@code 2 / (fanIn + fanOut)} (Glorot and Bengio, 2010). */
  record Glorot() implements Initializer {
    @Override
    public String name() {
      return "glorot";
    }

    @Override
    public double standardDeviation(int fanIn, int fanOut) {
      return Math.sqrt(2.0 / (fanIn + fanOut));
    }

    @Override
    public void fill(float[] weights, int offset, int length, int fanIn, int fanOut, long key) {
      double limit = Math.sqrt(3) * standardDeviation(fanIn, fanOut);
      for (int i = 0; i < length; i++) {
        weights[offset + i] = (float) (limit * (2 * CounterRandom.uniformDouble(key, i) - 1));
      }
    }
  }

  /** Normal with variance {@code 2 / fanIn}, for ReLU (He, Zhang, Ren and Sun, 2015). */
  record He() implements Initializer {
    @Override
    public String name() {
      return "he";
    }

    @Override
    public double standardDeviation(int fanIn, int fanOut) {
      return Math.sqrt(2.0 / fanIn);
    }
  }

  /**
   * Normal with a given deviation.
   *
   * @param standardDeviation at least 0
   */
  record Normal(double standardDeviation) implements Initializer {
    public Normal {
      if (!(standardDeviation >= 0) || Double.isInfinite(standardDeviation)) {
        throw new IllegalArgumentException(
            "Invalid standard-deviation: %s: must be a number ≥ 0".formatted(standardDeviation));
      }
    }

    @Override
    public String name() {
      return "normal";
    }

    @Override
    public double standardDeviation(int fanIn, int fanOut) {
      return standardDeviation;
    }
  }
}
