package dev.bellows.job;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads a section in which a number stands beside the constants of a catalog's value. */
abstract class NumberBesideReader<V, S> extends StdDeserializer<S> {
  private static final long serialVersionUID = 1;
  private final Class<V> value;
  private final String beside;

  /**
   * @param beside the number's name
   */
  NumberBesideReader(Class<S> section, Class<V> value, String beside) {
    super(section);
    this.value = value;
    this.beside = beside;
  }

  /**
   * The section.
   *
   * @param number null where none is given
   */
  abstract S section(V value, Double number);

  @Override
  public S deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    ObjectNode fields = context.readTreeAsValue(context.readTree(parser), ObjectNode.class);
    JsonNode number = fields.path(beside);
    return section(
        context.readTreeAsValue(fields.deepCopy().without(beside), value),
        number.isNumber() ? number.doubleValue() : null);
  }
}
