package dev.bellows.optim;

/** The optimisers, with the field's default constants. */
public final class Optimizers {
  private Optimizers() {}

  /** Stochastic gradient descent: {@code w ← w − η g} (Robbins and Monro, 1951). */
  public static Optimizer sgd() {
    return new Sgd();
  }

  /** SGD with momentum 0.9. */
  public static Optimizer momentum() {
    return new Momentum(0.9, Momentum.Kind.HEAVY_BALL);
  }

  /** SGD with Nesterov's momentum 0.9. */
  public static Optimizer nesterov() {
    return new Momentum(0.9, Momentum.Kind.NESTEROV);
  }

  /** Adam with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
  public static Optimizer adam() {
    return new Adam(0.9, 0.999, 1e-8);
  }
}
