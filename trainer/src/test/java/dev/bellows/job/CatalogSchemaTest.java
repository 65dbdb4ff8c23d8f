package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.catalog.Catalog;
import dev.bellows.loss.Losses;
import dev.bellows.model.CatalogModule;
import dev.bellows.model.RecordFields;
import dev.bellows.nn.ActivationLayer;
import dev.bellows.nn.Activations;
import dev.bellows.nn.Initializers;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Layers;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Schedules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema names what is in the catalogs, with its constants and their defaults. */
class CatalogSchemaTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new CatalogModule()).build();

  /** As in {@code default 0.9, 1e-6 for some}, {@code default 1/3}. */
  private static final Pattern NUMBER =
      Pattern.compile("\\b([0-9]+(?:\\.[0-9]+)?(?:e-?[0-9]+)?)(?:/([0-9]+))?");

  private final JsonNode schema = SpecSchema.load().root();

  /**
   * A catalog and its section of the schema.
   *
   * @param beside fields of the section that are no constants
   */
  record Kind(Catalog<?> catalog, String section, List<String> beside) {}

  static final List<Kind> KINDS =
      List.of(
          new Kind(Activations.CATALOG, "/$defs/activation", List.of("name")),
          new Kind(Initializers.CATALOG, "/$defs/initializer", List.of("name")),
          new Kind(Losses.CATALOG, "/properties/loss", List.of("name")),
          new Kind(Optimizers.CATALOG, "/properties/optimizer", List.of("name", "learning-rate")),
          new Kind(Schedules.CATALOG, "/properties/schedule", List.of("name", "warm-up")));

  @ParameterizedTest
  @FieldSource("KINDS")
  void namesAreThoseOfTheCatalog(Kind kind) {
    assertThat(names(kind.catalog().kind() + "-name"))
        .containsExactlyElementsOf(kind.catalog().names());
  }

  /** A unit has any but those of a whole layer. */
  @Test
  void aUnitHasThePointwiseActivations() {
    assertThat(names("unit-activation-name"))
        .containsExactlyElementsOf(
            Activations.CATALOG.entries().stream()
                .filter(entry -> entry.standard() instanceof PointwiseActivation)
                .map(Catalog.Entry::name)
                .toList());
    assertThat(schema.at("/$defs/unit-activation/properties"))
        .hasSameSizeAs(schema.at("/$defs/activation/properties"));
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void fieldsAreTheConstants(Kind kind) {
    Set<String> constants = new TreeSet<>(kind.beside());
    for (Catalog.Entry<?> entry : kind.catalog().entries()) {
      constants.addAll(RecordFields.names(entry.standard()));
    }
    Set<String> fields = new TreeSet<>();
    schema.at(kind.section() + "/properties").fieldNames().forEachRemaining(fields::add);

    assertThat(fields).isEqualTo(constants);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layersHaveTheFieldsOfTheirRecords(Catalog.Entry<LayerSpec> layer) {
    JsonNode section = layerSection(layer.name());
    Set<String> fields = new TreeSet<>();
    section.path("properties").fieldNames().forEachRemaining(fields::add);
    Set<String> components = new TreeSet<>(RecordFields.names(layer.standard()));
    if (layer.standard() instanceof ActivationLayer.Spec) {
      fields.removeAll(List.of("name", "negative-slope", "alpha")); // of the activation itself
      components.remove("activation");
    }

    assertThat(fields).isEqualTo(components);
    assertThat(layer.description()).isNotBlank().doesNotContain("\n");
    JsonNode written = JSON.valueToTree(layer.standard()).path(layer.name());
    for (String name : components) {
      if (written.path(name).isNumber()) {
        assertThat(section.at("/properties/" + name + "/description").asText())
            .as("%s of %s", name, layer.name())
            .endsWith("default " + written.get(name).asText() + ".");
      }
    }
  }

  @Test
  void layersAreThoseOfTheCatalog() {
    List<String> names = new ArrayList<>();
    schema.at("/$defs/layer/properties").fieldNames().forEachRemaining(names::add);

    assertThat(names).containsExactlyInAnyOrderElementsOf(Layers.CATALOG.names());
  }

  static List<Catalog.Entry<LayerSpec>> layers() {
    return Layers.CATALOG.entries();
  }

  private JsonNode layerSection(String name) {
    JsonNode section = schema.at("/$defs/layer/properties/" + name);
    return section.has("$ref") ? schema.at(section.get("$ref").textValue().substring(1)) : section;
  }

  /** Where not all have the same, the description says each. */
  @ParameterizedTest
  @FieldSource("KINDS")
  void descriptionsTellTheDefaults(Kind kind) {
    for (Catalog.Entry<?> entry : kind.catalog().entries()) {
      JsonNode written = JSON.valueToTree(entry.standard());
      for (String name : RecordFields.names(entry.standard())) {
        if (written.path(name).isNumber()) {
          assertThat(told(kind, name))
              .as("%s of %s", name, entry.name())
              .contains(Double.parseDouble(written.get(name).asText()));
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void entriesHaveADescription(Kind kind) {
    assertThat(kind.catalog().entries())
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.description()).isNotBlank().doesNotContain("\n"));
  }

  /** The numbers that the description of a field tells as defaults. */
  private List<Double> told(Kind kind, String field) {
    JsonNode node = schema.at(kind.section() + "/properties/" + field);
    if (node.has("$ref")) {
      node = schema.at(node.get("$ref").textValue().substring(1));
    }
    String description = node.path("description").asText();
    List<Double> numbers = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(description.substring(description.indexOf("default")));
    while (matcher.find()) {
      double number = Double.parseDouble(matcher.group(1));
      numbers.add(
          matcher.group(2) == null ? number : number / Double.parseDouble(matcher.group(2)));
    }
    return numbers;
  }

  private List<String> names(String definition) {
    return schema.at("/$defs/" + definition + "/enum").valueStream().map(JsonNode::asText).toList();
  }
}
