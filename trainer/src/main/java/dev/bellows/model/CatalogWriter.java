package dev.bellows.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.bellows.catalog.Catalog;
import java.io.IOException;

/** Writes a value of a catalog as its name, with all its constants where it has some. */
class CatalogWriter<T> extends StdSerializer<T> {
  private static final long serialVersionUID = 1;
  private final transient Catalog<T> catalog;

  CatalogWriter(Class<T> type, Catalog<T> catalog) {
    super(type);
    this.catalog = catalog;
  }

  @Override
  public void serialize(T value, JsonGenerator out, SerializerProvider provider)
      throws IOException {
    if (RecordFields.names(value).isEmpty()) {
      out.writeString(catalog.nameOf(value));
      return;
    }
    out.writeStartObject(value);
    out.writeStringField("name", catalog.nameOf(value));
    RecordFields.write(value, out, provider);
    out.writeEndObject();
  }
}
