package dev.bellows.nn;

import dev.bellows.data.CounterRandom;

/** Weights drawn at random, each from its own number of the counter. */
final class RandomWeights {
  private RandomWeights() {}

  /** Normal with mean 0. */
  static void normal(float[] weights, int offset, int length, double deviation, long key) {
    for (int i = 0; i < length; i++) {
      weights[offset + i] = (float) (deviation * CounterRandom.gaussian(key, i));
    }
  }

  /** Uniform with mean 0. */
  static void uniform(float[] weights, int offset, int length, double deviation, long key) {
    double limit = Math.sqrt(3) * deviation;
    for (int i = 0; i < length; i++) {
      weights[offset + i] = (float) (limit * (2 * CounterRandom.uniformDouble(key, i) - 1));
    }
  }
}
