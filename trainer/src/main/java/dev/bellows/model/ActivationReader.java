package dev.bellows.model;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Activations;
import dev.bellows.nn.PerUnit;
import dev.bellows.nn.PointwiseActivation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads an activation, or a list of them, one for each unit; a list of one is that one. */
final class ActivationReader extends CatalogReader<Activation> {
  private static final long serialVersionUID = 1;

  ActivationReader() {
    super(Activation.class, Activations.CATALOG);
  }

  @Override
  Activation read(JsonNode node, DeserializationContext context) throws IOException {
    if (!node.isArray()) {
      return super.read(node, context);
    }
    if (node.size() == 1) {
      return super.read(node.get(0), context);
    }
    List<PointwiseActivation> units = new ArrayList<>();
    for (JsonNode unit : node) {
      units.add(unit(unit, units.size(), context));
    }
    return new PerUnit(units);
  }

  private PointwiseActivation unit(JsonNode node, int index, DeserializationContext context)
      throws IOException {
    try {
      if (super.read(node, context) instanceof PointwiseActivation pointwise) {
        return pointwise;
      }
      throw InvalidFormatException.from(
          context.getParser(),
          "Invalid activation of a unit: %s: it is of a whole layer".formatted(node),
          node,
          PointwiseActivation.class);
    } catch (JsonMappingException e) {
      e.prependPath(PerUnit.class, index);
      throw e;
    }
  }
}
