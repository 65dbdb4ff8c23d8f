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
          .with(adagrad(), "s ← s + g², w ← w − η g / (√s + ε) (Duchi, Hazan and Singer, 2011)")
          .with(adadelta(), "steps as long as the mean step before them (Zeiler, 2012)")
          .with(
              rmsProp(), "v ← ρ v + (1 − ρ) g², w ← w − η g / (√v + ε) (Tieleman and Hinton, 2012)")
          .with(adam(), "w ← w − η m̂ / (√v̂ + ε) (Kingma and Ba, 2015)")
          .with(amsGrad(), "Adam with the largest v̂ so far (Reddi, Kale and Kumar, 2018)")
          .with(nAdam(), "Adam with Nesterov's momentum (Dozat, 2016)")
          .with(adamW(), "Adam with decoupled weight decay (Loshchilov and Hutter, 2019)")
          .with(lamb(), "Adam with a trust ratio ‖w‖ / ‖u‖ for each layer (You et al., 2020)")
          .with(
              lbfgs(),
              "all rows in each step, Newton's direction and line search (Liu and Nocedal, 1989)");

  private Optimizers() {}

  public static UpdateRule sgd() {
    return new Sgd(0);
  }

  /** Momentum of 0.9. */
  public static UpdateRule momentum() {
    return new Momentum(0.9, 0);
  }

  /** Nesterov's momentum of 0.9. */
  public static UpdateRule nesterov() {
    return new Nesterov(0.9, 0);
  }

  /** Adagrad with ε = 10⁻¹⁰. */
  public static UpdateRule adagrad() {
    return new Adagrad(1e-10, 0);
  }

  /** Adadelta with ρ = 0.9, ε = 10⁻⁶. */
  public static UpdateRule adadelta() {
    return new Adadelta(0.9, 1e-6, 0);
  }

  /** RMSprop with ρ = 0.99, ε = 10⁻⁸. */
  public static UpdateRule rmsProp() {
    return new RmsProp(0.99, 1e-8, 0);
  }

  /** Adam with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
  public static UpdateRule adam() {
    return new Adam(0.9, 0.999, 1e-8, 0);
  }

  /** AMSGrad with Adam's constants. */
  public static UpdateRule amsGrad() {
    return new AmsGrad(0.9, 0.999, 1e-8, 0);
  }

  /** NAdam with Adam's constants and ψ = 0.004. */
  public static UpdateRule nAdam() {
    return new NAdam(0.9, 0.999, 1e-8, 0.004, 0);
  }

  /** AdamW with Adam's constants and λ = 0.01. */
  public static UpdateRule adamW() {
    return new AdamW(0.9, 0.999, 1e-8, 0.01);
  }

  /** LAMB with Adam's β₁ and β₂, ε = 10⁻⁶ and λ = 0.01. */
  public static UpdateRule lamb() {
    return new Lamb(0.9, 0.999, 1e-6, 0.01);
  }

  /** L-BFGS that remembers 10 steps, down to a gradient of 10⁻⁶. */
  public static Optimizer lbfgs() {
    return new Lbfgs(10, 1e-6);
  }
}
