package dev.bellows.job;

import dev.bellows.catalog.Catalog;
import dev.bellows.loss.Losses;
import dev.bellows.metric.Metrics;
import dev.bellows.nn.Activations;
import dev.bellows.nn.Initializers;
import dev.bellows.nn.Layers;
import dev.bellows.optim.Optimizer;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Schedules;
import dev.bellows.spark.SourceSpec;
import dev.bellows.spark.Sources;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is of one kind, for people to read.
 *
 * @param kind in the plural: {@code optimizers}
 * @param lines in the order of the catalog
 */
record Listing(String kind, List<Line> lines) {
  /**
   * One thing.
   *
   * @param fields of a spec, with their defaults where they have any: {@code momentum 0.9}
   */
  record Line(String name, List<String> fields, String description) {}

  /** All kinds. */
  static List<Listing> all() {
    return List.of(
        of("layers", Layers.CATALOG),
        of("activations", Activations.CATALOG),
        of("initializers", Initializers.CATALOG),
        of("losses", Losses.CATALOG),
        of("optimizers", Optimizers.CATALOG),
        of("schedules", Schedules.CATALOG),
        of("metrics", Metrics.CATALOG),
        of("sources", Sources.CATALOG));
  }

  private static Listing of(String kind, Catalog<?> catalog) {
    return new Listing(
        kind,
        catalog.entries().stream()
            .map(entry -> new Line(entry.name(), fields(entry), entry.description()))
            .toList());
  }

  private static List<String> fields(Catalog.Entry<?> entry) {
    Object standard = entry.standard();
    if (standard instanceof SourceSpec.Format format) {
      return format.options();
    }
    if (!standard.getClass().isRecord()) {
      return List.of();
    }
    List<String> fields = new ArrayList<>();
    if (standard instanceof Optimizer optimizer) {
      fields.add("learning-rate " + Constants.number(optimizer.usualLearningRate()));
    }
    fields.addAll(Constants.of(standard, entry.name()));
    return fields;
  }
}
