package dev.bellows.optim;

/**
 * The running means that Adam and its kin keep: {@code m ← β₁ m + (1 − β₁) g} in the first slot of
 * state, {@code v ← β₂ v + (1 − β₂) g²} in the second. As both begin at 0, {@code m̂ = m / (1 −
 * β₁ᵗ)} and {@code v̂ = v / (1 − β₂ᵗ)} are used (Kingma and Ba, 2015).
 */
final class Moments {
  private Moments() {}

  /**
   * @throws IllegalArgumentException unless the betas are in [0, 1), ε is above 0 and λ at least 0
   */
  static void check(double beta1, double beta2, double epsilon, double weightDecay) {
    Constants.checkFraction("beta1", beta1);
    Constants.checkFraction("beta2", beta2);
    Constants.checkPositive("epsilon", epsilon);
    Constants.checkNotNegative("weight-decay", weightDecay);
  }

  /** {@code 1 − βᵗ}: how much of a mean is numbers, and not the 0 that it began with. */
  static double share(double beta, long step) {
    return 1 - StrictMath.pow(beta, (double) step);
  }

  /** {@code 1 / √(1 − βᵗ)}, what makes √v̂ of √v. */
  static float rootCorrection(double beta, long step) {
    return (float) (1 / StrictMath.sqrt(share(beta, step)));
  }

  /** Brings both means up to date, at {@code from … to − 1}. */
  static void update(
      double beta1, double beta2, float[] gradient, float[][] state, int from, int to) {
    float old1 = (float) beta1;
    float old2 = (float) beta2;
    float fresh1 = (float) (1 - beta1);
    float fresh2 = (float) (1 - beta2);
    float[] first = state[0];
    float[] second = state[1];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      first[i] = old1 * first[i] + fresh1 * g;
      second[i] = old2 * second[i] + fresh2 * g * g;
    }
  }
}
