package dev.bellows.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.bellows.nn.Extent;
import dev.bellows.nn.Padding;
import java.io.IOException;

/**
 * Heights and widths as JSON: {@code 5}, or {@code [5, 3]} where they differ; a padding may also be
 * {@code "same"} or {@code "valid"}.
 */
final class Pixels {
  private Pixels() {}

  static void addTo(SimpleModule module) {
    module.addDeserializer(Extent.class, new ExtentReader());
    module.addSerializer(new ExtentWriter());
    module.addDeserializer(Padding.class, new PaddingReader());
    module.addSerializer(new PaddingWriter());
  }

  /** What a list of one holds, for that is what one value becomes where a list may stand. */
  private static JsonNode onlyOne(JsonNode node) {
    return node.isArray() && node.size() == 1 ? node.get(0) : node;
  }

  private static final class ExtentReader extends StdDeserializer<Extent> {
    private static final long serialVersionUID = 1;

    ExtentReader() {
      super(Extent.class);
    }

    @Override
    public Extent deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode node = onlyOne(context.readTree(parser));
      JsonNode height = node.isArray() ? node.path(0) : node;
      JsonNode width = node.isArray() ? node.path(1) : node;
      boolean whole = height.canConvertToExactIntegral() && width.canConvertToExactIntegral();
      if (!whole || node.size() > 2 || height.intValue() < 0 || width.intValue() < 0) {
        throw InvalidFormatException.from(
            parser,
            "Invalid pixels: %s: must be a whole number, or [height, width]".formatted(node),
            node,
            handledType());
      }
      return new Extent(height.intValue(), width.intValue());
    }
  }

  private static final class ExtentWriter extends StdSerializer<Extent> {
    private static final long serialVersionUID = 1;

    ExtentWriter() {
      super(Extent.class);
    }

    @Override
    public void serialize(Extent extent, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (extent.height() == extent.width()) {
        out.writeNumber(extent.height());
      } else {
        out.writeArray(new int[] {extent.height(), extent.width()}, 0, 2);
      }
    }
  }

  private static final class PaddingReader extends StdDeserializer<Padding> {
    private static final long serialVersionUID = 1;

    PaddingReader() {
      super(Padding.class);
    }

    @Override
    public Padding deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode node = onlyOne(context.readTree(parser));
      return switch (node.asText()) {
        case "same" -> Padding.SAME;
        case "valid" -> Padding.VALID;
        default -> new Padding(context.readTreeAsValue(node, Extent.class));
      };
    }
  }

  private static final class PaddingWriter extends StdSerializer<Padding> {
    private static final long serialVersionUID = 1;

    PaddingWriter() {
      super(Padding.class);
    }

    @Override
    public void serialize(Padding padding, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (padding.equals(Padding.SAME)) {
        out.writeString("same");
      } else {
        provider.defaultSerializeValue(padding.margin(), out);
      }
    }
  }
}
