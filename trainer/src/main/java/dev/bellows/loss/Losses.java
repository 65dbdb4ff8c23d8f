package dev.bellows.loss;

import dev.bellows.catalog.Catalog;

/** The losses. */
public final class Losses {
  /** All losses. */
  public static final Catalog<Loss> CATALOG =
      Catalog.of("loss", Loss::name)
          .with(new MeanSquaredError(), "for numbers: (z − t)²")
          .with(new BinaryCrossEntropy(), "for two classes: −t log σ(z) − (1 − t) log(1 − σ(z))")
          .with(new SoftmaxCrossEntropy(), "for several classes: log Σ_j e^z_j − z_t");

  private Losses() {}
}
