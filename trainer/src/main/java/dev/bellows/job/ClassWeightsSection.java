package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.data.PreprocessingSpec.ClassWeights;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the rows of a class count: {@code none}, {@code balanced}, or a number for each class.
 *
 * @param weights as preprocessing takes them
 */
public record ClassWeightsSection(ClassWeights weights) {

  /** From the text or the fields of a spec that the schema accepts. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ClassWeightsSection of(JsonNode node) {
    if (node.isTextual()) {
      return new ClassWeightsSection(
          node.textValue().equals("balanced") ? ClassWeights.balanced() : ClassWeights.none());
    }
    Map<String, Double> given = new TreeMap<>();
    node.properties().forEach(field -> given.put(field.getKey(), field.getValue().doubleValue()));
    return new ClassWeightsSection(ClassWeights.of(given));
  }
}
