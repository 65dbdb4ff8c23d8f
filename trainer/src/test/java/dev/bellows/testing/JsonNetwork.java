package dev.bellows.testing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.data.Shape;
import dev.bellows.model.CatalogModule;
import dev.bellows.model.RecordFields;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Layers;
import dev.bellows.nn.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Networks as job specs write them. */
public final class JsonNetwork {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new CatalogModule())
          .addModule(new SimpleModule().addDeserializer(LayerSpec.class, new LayerReader()))
          .build();

  private JsonNetwork() {}

  /** The network of the layers in {@code node}. */
  public static Network read(Shape input, JsonNode node) {
    try {
      return new Network(input, List.of(JSON.treeToValue(node, LayerSpec[].class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class LayerReader extends StdDeserializer<LayerSpec> {
    private static final long serialVersionUID = 1;

    LayerReader() {
      super(LayerSpec.class);
    }

    @Override
    public LayerSpec deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode node = context.readTree(parser);
      String name = node.fieldNames().next();
      return RecordFields.read(Layers.CATALOG.byName(name), (ObjectNode) node.get(name), context);
    }
  }
}
