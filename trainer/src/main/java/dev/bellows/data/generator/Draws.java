package dev.bellows.data.generator;

import dev.bellows.data.CounterRandom;
import dev.bellows.data.Purpose;

/** The random numbers of one row, drawn one after the other. */
final class Draws {
  private final long key;
  private long count;

  /**
   * @param seed of the table
   * @param generator which one
   * @param index of the row
   */
  Draws(long seed, String generator, long index) {
    key = Purpose.GENERATOR.key(seed, generator.hashCode(), index);
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return CounterRandom.uniformDouble(key, count++);
  }

  /** Uniform in [{@code from}, {@code to}). */
  double uniform(double from, double to) {
    return from + (to - from) * uniform();
  }

  /** A whole number from 0 to {@code end} − 1. */
  int below(int end) {
    return (int) (end * uniform());
  }

  /** Standard normal. */
  double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * Math.PI * uniform());
  }

  /** True with {@code probability}. */
  boolean chance(double probability) {
    return uniform() < probability;
  }

  /** "Yes" with {@code probability}, else "No". */
  String yes(double probability) {
    return chance(probability) ? "Yes" : "No";
  }

  /** One of {@code choices}, the i-th with the i-th of {@code probabilities}, the last else. */
  String choose(String[] choices, double... probabilities) {
    double at = uniform();
    for (int i = 0; i < probabilities.length; i++) {
      at -= probabilities[i];
      if (at < 0) {
        return choices[i];
      }
    }
    return choices[choices.length - 1];
  }
}
