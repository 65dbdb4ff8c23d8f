package dev.bellows.optim;

/** Checks of the constants of optimisers and schedules. */
final class Constants {
  private Constants() {}

  /**
   * @throws IllegalArgumentException unless {@code value} is in [0, 1)
   */
  static void checkFraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s: must be ≥ 0 and < 1".formatted(name, value));
    }
  }

  /**
   * @throws IllegalArgumentException unless {@code value} is above 0
   */
  static void checkPositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("Invalid %s: %s: must be > 0".formatted(name, value));
    }
  }

  /**
   * @throws IllegalArgumentException unless {@code value} is at least 0
   */
  static void checkNotNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("Invalid %s: %s: must be ≥ 0".formatted(name, value));
    }
  }

  /**
   * @throws IllegalArgumentException unless {@code value} is in [0, 1]
   */
  static void checkShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s: must be ≥ 0 and ≤ 1".formatted(name, value));
    }
  }
}
