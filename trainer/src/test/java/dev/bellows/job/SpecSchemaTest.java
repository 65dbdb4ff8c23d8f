package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.bellows.data.generator.Generators;
import dev.bellows.metric.Metric;
import dev.bellows.spark.SourceSpec;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The schema and the records say the same. */
class SpecSchemaTest {
  private final SpecSchema schema = SpecSchema.load();

  /**
   * A section of a spec.
   *
   * @param type its record
   * @param schema its schema
   */
  private record Section(Class<?> type, JsonNode schema) {}

  @Test
  void allSectionsAreReached() {
    assertThat(sections())
        .extracting(section -> section.type().getSimpleName())
        .containsExactly(
            "JobSpec",
            "DataSection",
            "SourceSection",
            "LabelSection",
            "FeaturesSection",
            "MissingSection",
            "TextSection",
            "ImageSection",
            "SeriesSection",
            "ValidationSection",
            "RegularizationSection",
            "ClippingSection",
            "TrainingSection",
            "EarlyStoppingSection");
  }

  @Test
  void everyFieldIsAComponentAndEveryComponentAField() {
    for (Section section : sections()) {
      List<String> fields = new ArrayList<>(schema.fields(section.schema()));
      if (section.type() == SourceSection.class) {
        fields.removeAll(formatOptions());
      }

      assertThat(components(section.type()).stream().map(SpecSchemaTest::field))
          .as(section.type().getSimpleName())
          .containsExactlyElementsOf(fields);
    }
  }

  @Test
  void everyConstantIsANameAndEveryNameAConstant() {
    int compared = 0;
    for (Section section : sections()) {
      for (RecordComponent component : components(section.type())) {
        if (component.getType().isEnum()) {
          compared++;
          JsonNode field = schema.resolve(schema.field(section.schema(), field(component)));
          assertThat(field.get("enum"))
              .as(component.toString())
              .extracting(JsonNode::asText)
              .containsExactlyInAnyOrderElementsOf(
                  Arrays.stream(component.getType().getEnumConstants())
                      .map(constant -> Names.of((Enum<?>) constant))
                      .toList());
        }
      }
    }
    assertThat(compared).isGreaterThan(5);
  }

  /** A record would silently hold 0. */
  @Test
  void everyPrimitiveIsRequiredOrHasADefault() {
    int primitives = 0;
    for (Section section : sections()) {
      for (RecordComponent component : components(section.type())) {
        if (component.getType().isPrimitive()) {
          primitives++;
          String name = field(component);
          assertThat(
                  schema.defaultOf(schema.field(section.schema(), name)).isValueNode()
                      || isRequired(section.schema(), name))
              .as(component.toString())
              .isTrue();
        }
      }
    }
    assertThat(primitives).isGreaterThan(5);
  }

  /** Editors show both. */
  @Test
  void everyFieldHasATitleAndADescription() {
    for (Section section : sections()) {
      for (String name : schema.fields(section.schema())) {
        JsonNode field = schema.field(section.schema(), name);
        for (String text : List.of("title", "description")) {
          assertThat(field.path(text).asText() + schema.resolve(field).path(text).asText())
              .as("%s of %s", text, name)
              .isNotEmpty();
        }
      }
    }
  }

  @Test
  void theOptionsOfAllFormatsAreFieldsOfASource() {
    Set<String> fields = new TreeSet<>(schema.fields(schema.root().at("/$defs/source")));
    fields.removeAll(List.of("format", "path", "query", "missing-values", "bad-rows", "options"));

    assertThat(fields).isEqualTo(formatOptions());
  }

  @Test
  void generatorsAreThoseThatThereAre() {
    assertThat(schema.root().at("/$defs/source/properties/name/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(Generators.NAMES);
  }

  @Test
  void metricsHaveTheNamesOfTheMetricsFile() {
    assertThat(schema.root().at("/$defs/metric/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(Arrays.stream(Metric.values()).map(Metric::label).toList());
  }

  private static Set<String> formatOptions() {
    Set<String> options = new TreeSet<>();
    for (SourceSpec.Format format : SourceSpec.Format.values()) {
      options.addAll(format.options());
    }
    return options;
  }

  private List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    collect(new Section(JobSpec.class, schema.root()), sections);
    return sections;
  }

  private void collect(Section section, List<Section> into) {
    into.add(section);
    for (RecordComponent component : components(section.type())) {
      JsonNode field = schema.resolve(schema.field(section.schema(), field(component)));
      Class<?> type = component.getType();
      if (component.getGenericType() instanceof ParameterizedType list && type == List.class) {
        type = (Class<?>) list.getActualTypeArguments()[0];
        field = schema.resolve(field.path("items"));
      }
      // Those that are read from one value have no fields; those of catalogs are tested elsewhere.
      if (type.isRecord()
          && !type.isAnnotationPresent(JsonDeserialize.class)
          && !schema.fields(field).isEmpty()) {
        collect(new Section(type, field), into);
      }
    }
  }

  private boolean isRequired(JsonNode section, String name) {
    return schema
        .resolve(section)
        .path("required")
        .valueStream()
        .anyMatch(required -> required.asText().equals(name));
  }

  private static List<RecordComponent> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> !component.getAccessor().isAnnotationPresent(JacksonInject.class))
        .filter(component -> !component.getAccessor().isAnnotationPresent(JsonAnySetter.class))
        .toList();
  }

  private static String field(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null ? new KebabCaseStrategy().translate(component.getName()) : named.value();
  }
}
