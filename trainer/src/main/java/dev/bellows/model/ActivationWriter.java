package dev.bellows.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Activations;
import dev.bellows.nn.PerUnit;
import java.io.IOException;

/** Writes an activation, or a list of them, one for each unit. */
final class ActivationWriter extends CatalogWriter<Activation> {
  private static final long serialVersionUID = 1;

  ActivationWriter() {
    super(Activation.class, Activations.CATALOG);
  }

  @Override
  public void serialize(Activation value, JsonGenerator out, SerializerProvider provider)
      throws IOException {
    if (value instanceof PerUnit units) {
      out.writeStartArray(value);
      for (Activation unit : units.activations()) {
        super.serialize(unit, out, provider);
      }
      out.writeEndArray();
    } else {
      super.serialize(value, out, provider);
    }
  }
}
