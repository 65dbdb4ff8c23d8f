package dev.bellows.optim;

import dev.bellows.catalog.Catalog;

/** The optimisers, with the field's default constants. */
public final class Optimizers {
  /** All optimisers. */
  public static final Catalog<Optimizer> CATALOG =
      Catalog.of("optimizer", Optimizer::name)
          .with(sgd(), "stochastic gradient descent: w ← w − η g (Robbins and Monro, 1951)")
          .with(momentum(), "v ← μ v + g, w ← w − η v (Polyak, 1964)")
          .with(nesterov(), "v ← μ v + g, w ← w − η (g + μ v) (Nesterov, 1983)")
          .with(adam(), "w ← w − η m̂ / (√v̂ + ε) (Kingma and Ba, 2015)");

  private Optimizers() {}

  public static Optimizer sgd() {
    return new Sgd();
  }

  /** Momentum of 0.9. */
  public static Optimizer momentum() {
    return new Momentum(0.9);
  }

  /** Nesterov's momentum of 0.9. */
  public static Optimizer nesterov() {
    return new Nesterov(0.9);
  }

  /** Adam with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
  public static Optimizer adam() {
    return new Adam(0.9, 0.999, 1e-8);
  }
}
