package dev.bellows.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.bellows.nn.LayerSpec;
import java.io.IOException;

/** Writes a layer as its name and all its fields. */
final class LayerWriter extends StdSerializer<LayerSpec> {
  private static final long serialVersionUID = 1;

  LayerWriter() {
    super(LayerSpec.class);
  }

  @Override
  public void serialize(LayerSpec layer, JsonGenerator out, SerializerProvider provider)
      throws IOException {
    if (RecordFields.names(layer).isEmpty()) {
      out.writeString(layer.name());
      return;
    }
    out.writeStartObject(layer);
    out.writeObjectFieldStart(layer.name());
    RecordFields.write(layer, out, provider);
    out.writeEndObject();
    out.writeEndObject();
  }
}
