package dev.bellows.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.data.Shape;
import dev.bellows.model.CatalogModule;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import java.io.UncheckedIOException;
import java.util.List;

/** Networks as job specs write them. */
public final class JsonNetwork {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new CatalogModule())
          .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
          .build();

  private JsonNetwork() {}

  /** The network of the layers in {@code node}. */
  public static Network read(Shape input, JsonNode node) {
    try {
      return new Network(input, List.of(JSON.treeToValue(node, LayerSpec[].class)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
