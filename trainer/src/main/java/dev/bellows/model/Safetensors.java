package dev.bellows.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.data.DataException;
import dev.bellows.nn.Network;
import dev.bellows.nn.Parameter;
import dev.bellows.nn.Statistic;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights in the format of the safetensors library: the header's length (8 bytes, little-endian), a
 * JSON header padded with blanks to a multiple of 8, then the raw numbers.
 *
 * <pre>{@code
 * {"__metadata__": {…}, "0.dense.weight": {"dtype": "F32", "shape": [32, 20], "data_offsets": [0, 2560]}, …}
 * }</pre>
 */
final class Safetensors {
  private static final String METADATA = "__metadata__";
  private static final long LARGEST_HEADER = 100_000_000; // the library's own limit
  private static final int BUFFER = 1 << 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Safetensors() {}

  /** Writes the blocks of {@code network} in their order, the metadata in that of its keys. */
  static void write(
      Network network, float[] parameters, Map<String, String> metadata, OutputStream out)
      throws IOException {
    ObjectNode header = JSON.createObjectNode();
    header.set(METADATA, JSON.valueToTree(new TreeMap<>(metadata)));
    for (Block block : blocks(network)) {
      ObjectNode tensor = header.putObject(block.name()).put("dtype", "F32");
      tensor.set("shape", JSON.valueToTree(block.shape()));
      long begin = 4L * block.offset();
      tensor.putArray("data_offsets").add(begin).add(begin + 4L * block.size());
    }
    byte[] text = JSON.writeValueAsBytes(header);
    int length = (text.length + 7) / 8 * 8;
    out.write(buffer(8).putLong(length).array());
    out.write(text);
    out.write(" ".repeat(length - text.length).getBytes(StandardCharsets.US_ASCII));
    writeFloats(parameters, (bytes, count) -> out.write(bytes, 0, count));
  }

  /** Takes little-endian bytes piece by piece. */
  interface ByteSink {
    void accept(byte[] bytes, int count) throws IOException;
  }

  /** Hands the little-endian bytes of {@code values} to {@code sink}. */
  static void writeFloats(float[] values, ByteSink sink) throws IOException {
    byte[] bytes = new byte[BUFFER];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += BUFFER / 4) {
      int count = Math.min(BUFFER / 4, values.length - from);
      buffer.clear().asFloatBuffer().put(values, from, count);
      sink.accept(bytes, 4 * count);
    }
  }

  private record Block(String name, List<Integer> shape, int offset, int size) {}

  /** Parameters and statistics. */
  private static List<Block> blocks(Network network) {
    List<Block> blocks = new ArrayList<>();
    for (Network.Block block : network.blocks()) {
      Parameter parameter = block.parameter();
      blocks.add(new Block(block.name(), parameter.shape(), block.offset(), parameter.size()));
    }
    for (Network.StatisticBlock block : network.statistics()) {
      Statistic statistic = block.statistic();
      blocks.add(new Block(block.name(), statistic.shape(), block.offset(), statistic.size()));
    }
    return blocks;
  }

  private record Tensor(Block block, long begin, long end) {}

  /**
   * Reads the blocks of {@code network}, in whatever order the file has them.
   *
   * @throws DataException if the file is not of this format, is cut off, or holds other tensors
   */
  static float[] read(Network network, InputStream in) throws IOException {
    long length = buffer(8).put(exactly(in, 8)).flip().getLong();
    if (length < 2 || length > LARGEST_HEADER) {
      throw new DataException("it does not begin like a safetensors file");
    }
    List<Tensor> tensors = tensors(network, header(exactly(in, (int) length)));
    float[] parameters = new float[network.size()];
    long position = 0;
    for (Tensor tensor : tensors) {
      if (tensor.begin() != position) {
        throw new DataException(
            "tensor '%s' begins at byte %d of the data, not %d"
                .formatted(tensor.block().name(), tensor.begin(), position));
      }
      readFloats(in, parameters, tensor.block().offset(), tensor.block().size());
      position = tensor.end();
    }
    if (in.read() >= 0) {
      throw new DataException("it goes on after the last tensor");
    }
    return parameters;
  }

  private static JsonNode header(byte[] bytes) throws IOException {
    try {
      JsonNode header = JSON.readTree(bytes);
      if (!header.isObject()) {
        throw new DataException("its header is no JSON object");
      }
      return header;
    } catch (JsonProcessingException e) {
      throw new DataException("its header is not JSON", e);
    }
  }

  private static List<Tensor> tensors(Network network, JsonNode header) {
    List<Tensor> tensors = new ArrayList<>();
    for (Block block : blocks(network)) {
      JsonNode tensor = header.path(block.name());
      JsonNode shape = JSON.valueToTree(block.shape());
      JsonNode offsets = tensor.path("data_offsets");
      long begin = offsets.path(0).asLong(-1);
      long end = offsets.path(1).asLong(-1);
      if (!tensor.path("dtype").asText().equals("F32")
          || !tensor.path("shape").toString().equals(shape.toString())
          || end - begin != 4L * block.size()) {
        throw new DataException(
            "model.json wants tensor '%s' of F32 %s, the file has %s"
                .formatted(
                    block.name(), shape, tensor.isMissingNode() ? "none" : tensor.toString()));
      }
      tensors.add(new Tensor(block, begin, end));
    }
    int others = header.size() - (header.has(METADATA) ? 1 : 0) - tensors.size();
    if (others > 0) {
      throw new DataException("it has %d tensors that model.json does not want".formatted(others));
    }
    tensors.sort(Comparator.comparingLong(Tensor::begin));
    return tensors;
  }

  private static void readFloats(InputStream in, float[] into, int offset, int count)
      throws IOException {
    for (int done = 0; done < count; ) {
      int size = Math.min(BUFFER / 4, count - done);
      ByteBuffer bytes = ByteBuffer.wrap(exactly(in, 4 * size)).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().get(into, offset + done, size);
      done += size;
    }
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new DataException("it is cut off");
    }
    return bytes;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
