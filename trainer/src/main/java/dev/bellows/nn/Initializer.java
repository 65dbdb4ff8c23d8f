package dev.bellows.nn;

import java.io.Serializable;
import java.util.Arrays;

/** Draws a layer's initial weights. */
public sealed interface Initializer extends Serializable
    permits Initializer.Glorot,
        Initializer.GlorotNormal,
        Initializer.He,
        Initializer.HeUniform,
        Initializer.LeCunNormal,
        Initializer.LeCunUniform,
        Initializer.Normal,
        Initializer.Constant,
        Initializer.Zeros,
        Orthogonal {
  /** The name, as in a job spec: {@code glorot}. */
  String name();

  /** Fills a block of weights from {@code offset} on, by random numbers of {@code key}. */
  void fill(float[] weights, int offset, WeightShape shape, long key);

  /** {@code given}, or where it is null He's before a rectifier and Glorot's elsewhere. */
  static Initializer usual(Initializer given, Activation activation) {
    if (given != null) {
      return given;
    }
    return activation.isRectifier() ? new He() : new Glorot();
  }

  /** Uniform with variance {@code 2 / (fanIn + fanOut)} (Glorot and Bengio, 2010). */
  record Glorot() implements Initializer {
    @Override
    public String name() {
      return "glorot";
    }

    @Override
    public void fill(float[] weights, int offset, WeightShape shape, long key) {
      double variance = 2.0 / (shape.fanIn() + shape.fanOut());
      RandomWeights.uniform(weights, offset, shape.size(), Math.sqrt(variance), key);
    }
  }

  /** Normal with the variance of {@link Glorot}. */
  record GlorotNormal() implements Initializer {
    @Override
    public String name() {
      return "glorot-normal";
    }

    @Override
    public void fill(float[] weights, int offset, WeightShape shape, long key) {
      double variance = 2.0 / (shape.fanIn() + shape.fanOut());
      RandomWeights.normal(weights, offset, shape.size(), Math.sqrt(variance), key);
    }
  }

  /** Normal with variance {@code 2 / fanIn}, for ReLU (He, Zhang, Ren and Sun, 2015). */
  record He() implements Initializer {
    @Override
    public String name() {
      return "he";
    }

    @Override
    public void fill(float[] weights, int offset, WeightShape shape, long key) {
      double variance = 2.0 / shape.fanIn();
      RandomWeights.normal(weights, offset, shape.size(), Math.sqrt(variance), key);
    }
  }

  /** Uniform with the variance of {@link He}. */
  record HeUniform() implements Initializer {
    @Override
    public String name() {
      return "he-uniform";
    }

    @Override
    public void fill(float[] weights, int offset, WeightShape shape, long key) {
      double variance = 2.0 / shape.fanIn();
      RandomWeights.uniform(weights, offset, shape.size(), Math.sqrt(variance), key);
    }
  }

  /** Normal with variance {@code 1 / fanIn} (LeCun, Bottou, Orr and Müller, 1998). */
  record LeCunNormal() implements Initializer {
    @Override
    public String name() {
      return "lecun-normal";
    }

    @Override
    public void fill(float[] weights, int offset, WeightShape shape, long key) {
      double variance = 1.0 / shape.fanIn();
      RandomWeights.normal(weights, offset, shape.size(), Math.sqrt(variance), key);
    }
  }

  /** Uniform with the variance of {@link LeCunNormal}. */
  record LeCunUniform() implements Initializer {
    @Override
    public String name() {
      return "lecun-uniform";
    }

    @Override
    public void fill(float[] weights, int offset, WeightShape shape, long key) {
      double variance = 1.0 / shape.fanIn();
      RandomWeights.uniform(weights, offset, shape.size(), Math.sqrt(variance), key);
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
    public void fill(float[] weights, int offset, WeightShape shape, long key) {
      RandomWeights.normal(weights, offset, shape.size(), standardDeviation, key);
    }
  }

  /**
   * The same number everywhere.
   *
   * @param value of every weight
   */
  record Constant(double value) implements Initializer {
    public Constant {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("Invalid value: %s: must be a number".formatted(value));
      }
    }

    @Override
    public String name() {
      return "constant";
    }

    @Override
    public void fill(float[] weights, int offset, WeightShape shape, long key) {
      Arrays.fill(weights, offset, offset + shape.size(), (float) value);
    }
  }

  /** Zeros: a model that begins with the same prediction for every row. */
  record Zeros() implements Initializer {
    @Override
    public String name() {
      return "zeros";
    }

    @Override
    public void fill(float[] weights, int offset, WeightShape shape, long key) {
      Arrays.fill(weights, offset, offset + shape.size(), 0);
    }
  }
}
