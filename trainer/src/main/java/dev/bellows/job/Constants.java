package dev.bellows.job;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.model.CatalogModule;
import dev.bellows.model.RecordFields;
import java.util.List;

/** The constants of a catalog's value, for people to read: {@code beta1 0.9}, {@code delta 2}. */
final class Constants {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
          .addModule(new CatalogModule())
          .build();

  private Constants() {}

  /**
   * A text for each component of the record {@code value}: its field, and what it is unless that is
   * nothing.
   *
   * @param name of the value
   */
  static List<String> of(Object value, String name) {
    JsonNode written = JSON.valueToTree(value);
    JsonNode layer = written.path(name);
    JsonNode values = layer.isObject() ? layer : written;
    return RecordFields.names(value).stream()
        .map(field -> (field + " " + text(values.path(field))).strip())
        .toList();
  }

  private static String text(JsonNode value) {
    if (value.isNumber()) {
      return number(Double.parseDouble(value.asText()));
    }
    return value.path("name").asText(value.asText());
  }

  /** {@code 2}, {@code 0.9}, {@code 1e-8}, {@code 1/3}. */
  static String number(double value) {
    String text = String.valueOf(value).replace('E', 'e').replaceFirst("\\.0(?=e|$)", "");
    long inverse = Math.round(1 / value);
    return value == 1.0 / inverse && text.length() > String.valueOf(inverse).length() + 12
        ? "1/" + inverse
        : text;
  }
}
