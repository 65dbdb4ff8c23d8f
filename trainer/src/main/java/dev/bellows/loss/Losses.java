package dev.bellows.loss;

import dev.bellows.catalog.Catalog;

/** The losses. */
public final class Losses {
  /** All losses. */
  public static final Catalog<Loss> CATALOG =
      Catalog.of("loss", Loss::name)
          .with(new MeanSquaredError(), "numbers: (z − t)²")
          .with(new MeanAbsoluteError(), "numbers: |z − t|")
          .with(new Huber(1), "numbers: squared errors up to δ, absolute ones beyond (Huber, 1964)")
          .with(new Quantile(0.5), "numbers: the pinball loss (Koenker and Bassett, 1978)")
          .with(new Poisson(), "counts: e^z − t z (Nelder and Wedderburn, 1972)")
          .with(
              new BinaryCrossEntropy(),
              "two classes, or 0/1 numbers: −t log σ(z) − (1 − t) log(1 − σ(z))")
          .with(
              new BinaryFocal(2),
              "the same with less weight on what is right already (Lin et al., 2017)")
          .with(
              new SoftmaxCrossEntropy(),
              "several classes: log Σ_j e^z_j − z_t; smoothed labels (Szegedy et al., 2016)")
          .with(
              new SoftmaxFocal(2),
              "the same with less weight on what is found already (Lin et al., 2017)");

  private Losses() {}
}
