package dev.bellows.nn;

import dev.bellows.catalog.Catalog;

/** The activations. */
public final class Activations {
  /** All activations with a name; {@link PerUnit} is a list of them. */
  public static final Catalog<Activation> CATALOG =
      Catalog.of("activation", Activation::name)
          .with(new PointwiseActivation.Identity(), "z")
          .with(new PointwiseActivation.Relu(), "max(z, 0) (Nair and Hinton, 2010)")
          .with(
              new PointwiseActivation.LeakyRelu(0.01f),
              "z above 0, else a slope times z (Maas, Hannun and Ng, 2013)")
          .with(
              new Elu(1),
              "z above 0, else alpha (e^z − 1) (Clevert, Unterthiner and Hochreiter, 2016)")
          .with(new Gelu(), "z Φ(z), Φ the normal distribution (Hendrycks and Gimpel, 2016)")
          .with(new Silu(), "z / (1 + e^−z) (Elfwing, Uchibe and Doya, 2017)")
          .with(new Softplus(), "ln(1 + e^z) (Dugas et al., 2001)")
          .with(new PointwiseActivation.Sigmoid(), "1 / (1 + e^−z)")
          .with(new PointwiseActivation.Tanh(), "tanh z")
          .with(new PointwiseActivation.Exponential(), "e^z, for rates")
          .with(new Softmax(), "e^z_i / Σ_j e^z_j over the units of a row (Bridle, 1990)");

  private Activations() {}
}
