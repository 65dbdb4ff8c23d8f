package dev.bellows.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reference numbers in {@code src/test/resources/golden}, made by the scripts in {@code
 * src/test/python}.
 */
public final class Golden {
  private Golden() {}

  /** The file {@code name}. */
  public static JsonNode read(String name) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The elements of an array. */
  public static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** The numbers of an array. */
  public static double[] doubles(JsonNode array) {
    return elements(array).mapToDouble(JsonNode::asDouble).toArray();
  }

  /** The same in single precision. */
  public static float[] floats(JsonNode array) {
    double[] doubles = doubles(array);
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }
}
