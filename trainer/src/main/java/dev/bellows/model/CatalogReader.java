package dev.bellows.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.catalog.Catalog;
import java.io.IOException;

/** Reads a value of a catalog from its name, or from its name and some constants. */
class CatalogReader<T> extends StdDeserializer<T> {
  private static final long serialVersionUID = 1;
  private final transient Catalog<T> catalog;

  CatalogReader(Class<T> type, Catalog<T> catalog) {
    super(type);
    this.catalog = catalog;
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    return read(context.readTree(parser), context);
  }

  T read(JsonNode node, DeserializationContext context) throws IOException {
    if (node instanceof ObjectNode given) {
      ObjectNode fields = given.deepCopy();
      T standard = byName(fields.path("name").asText(), context);
      fields.remove("name");
      return RecordFields.read(standard, fields, context);
    }
    return byName(node.asText(), context);
  }

  private T byName(String name, DeserializationContext context) throws IOException {
    try {
      return catalog.byName(name);
    } catch (IllegalArgumentException e) {
      throw InvalidFormatException.from(context.getParser(), e.getMessage(), name, handledType());
    }
  }
}
