package dev.bellows.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.data.InputSpec;
import dev.bellows.data.Shape;
import java.util.List;

/** How records are written in a model file; the records themselves know nothing of JSON. */
final class ModelJson {
  private ModelJson() {}

  static ObjectMapper mapper() {
    return JsonMapper.builder()
        .addModule(new CatalogModule())
        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
        .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .addMixIn(Shape.class, ShapeAsList.class)
        .addMixIn(InputSpec.class, InputsByKind.class)
        .build();
  }

  /** {@code [1, 28, 28]}. */
  private abstract static class ShapeAsList {
    @SuppressWarnings("unused") // it is the signature that counts
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    ShapeAsList(List<Integer> dimensions) {}

    @JsonValue
    abstract List<Integer> dimensions();
  }

  /** {@code {"kind": "table", …}}. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = InputSpec.Table.class, name = "table"),
    @JsonSubTypes.Type(value = InputSpec.Text.class, name = "text"),
    @JsonSubTypes.Type(value = InputSpec.Image.class, name = "image"),
    @JsonSubTypes.Type(value = InputSpec.Series.class, name = "series")
  })
  private interface InputsByKind {}
}
