package dev.bellows.job;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.catalog.Catalog;
import dev.bellows.loss.Losses;
import dev.bellows.metric.Metrics;
import dev.bellows.model.CatalogModule;
import dev.bellows.model.RecordFields;
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
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
          .addModule(new CatalogModule())
          .build();

  /** Decimals beyond which a fraction is told as one: {@code 1/3}. */
  private static final int LONG = 12;

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
      fields.add("learning-rate " + number(optimizer.usualLearningRate()));
    }
    JsonNode written = JSON.valueToTree(standard);
    JsonNode layer = written.path(entry.name());
    JsonNode values = layer.isObject() ? layer : written;
    for (String name : RecordFields.names(standard)) {
      fields.add((name + " " + told(values.path(name))).strip());
    }
    return fields;
  }

  private static String told(JsonNode value) {
    if (value.isNumber()) {
      return number(Double.parseDouble(value.asText()));
    }
    return value.path("name").asText(value.asText());
  }

  /** {@code 2}, {@code 0.9}, {@code 1e-8}, {@code 1/3}. */
  private static String number(double value) {
    String text = String.valueOf(value).replace('E', 'e').replaceFirst("\\.0(?=e|$)", "");
    return text.length() > LONG ? "1/" + Math.round(1 / value) : text;
  }
}
