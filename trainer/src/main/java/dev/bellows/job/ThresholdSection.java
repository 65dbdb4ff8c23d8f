package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.metric.Threshold;
import java.util.Locale;

/**
 * From which probability on a row is called positive: a number, or what it is chosen for on the
 * held-out rows.
 *
 * @param probability null where it is chosen
 * @param best what it is chosen for; null where it is given
 */
public record ThresholdSection(Double probability, Threshold best) {

  /** From the number or the name of a spec that the schema accepts. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ThresholdSection of(JsonNode node) {
    return node.isNumber()
        ? new ThresholdSection(node.doubleValue(), null)
        : new ThresholdSection(null, Threshold.valueOf(node.textValue().toUpperCase(Locale.ROOT)));
  }
}
