package dev.bellows.metric;

import dev.bellows.catalog.Catalog;

/** The metrics. */
public final class Metrics {
  /** All metrics; {@link Evaluation} says which problems have which. */
  public static final Catalog<Metric> CATALOG =
      Catalog.of("metric", Metric::label)
          .with(Metric.LOSS, "the loss, a mean by weight")
          .with(Metric.ACCURACY, "the part of all answers that is right")
          .with(Metric.AUC, "the probability that a positive row scores above a negative one")
          .with(
              Metric.PRECISION,
              "of the rows called positive, the part that is; of several classes the mean")
          .with(
              Metric.RECALL,
              "of the positive rows, the part called so; of several classes the mean")
          .with(Metric.F1, "the harmonic mean of precision and recall; of several classes the mean")
          .with(Metric.RMSE, "the root of the mean squared error, in the source's units")
          .with(Metric.MAE, "the mean absolute error, in the source's units")
          .with(Metric.R2, "the part of the target's variance that is explained");

  private Metrics() {}
}
