package dev.bellows.nn;

import dev.bellows.catalog.Catalog;

/** The initialisers. */
public final class Initializers {
  /** All initialisers. */
  public static final Catalog<Initializer> CATALOG =
      Catalog.of("initializer", Initializer::name)
          .with(
              new Initializer.Glorot(),
              "uniform with variance 2 / (inputs + outputs) (Glorot and Bengio, 2010)")
          .with(
              new Initializer.He(),
              "normal with variance 2 / inputs, for ReLU (He, Zhang, Ren and Sun, 2015)")
          .with(new Initializer.Normal(0.05), "normal with a given standard deviation");

  private Initializers() {}
}
