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
          .with(new Initializer.GlorotNormal(), "normal with the variance of glorot")
          .with(
              new Initializer.He(),
              "normal with variance 2 / inputs, for ReLU (He, Zhang, Ren and Sun, 2015)")
          .with(new Initializer.HeUniform(), "uniform with the variance of he")
          .with(
              new Initializer.LeCunNormal(),
              "normal with variance 1 / inputs (LeCun, Bottou, Orr and Müller, 1998)")
          .with(new Initializer.LeCunUniform(), "uniform with the variance of lecun-normal")
          .with(
              new Orthogonal(1),
              "orthogonal rows or columns of one norm (Saxe, McClelland and Ganguli, 2014)")
          .with(new Initializer.Normal(0.05), "normal with a given standard deviation")
          .with(new Initializer.Constant(0), "one number everywhere")
          .with(new Initializer.Zeros(), "zeros");

  private Initializers() {}
}
