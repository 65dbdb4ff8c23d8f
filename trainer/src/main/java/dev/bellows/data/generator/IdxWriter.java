package dev.bellows.data.generator;

import dev.bellows.data.Shape;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes images and labels in MNIST's format. */
public final class IdxWriter {
  private static final int UNSIGNED_BYTES = 8;

  private IdxWriter() {}

  /**
   * Refuses tables that cannot be written like this.
   *
   * @throws IllegalArgumentException if there are no images
   */
  public static void require(Generator generator) {
    if (pixels(generator) < 0) {
      throw new IllegalArgumentException(
          "Invalid format: idx: it is for images; write csv, json or parquet");
    }
    if (generator.fields().stream().anyMatch(field -> field.type() == Generator.Type.TEXT)) {
      throw new IllegalArgumentException(
          "Invalid format: idx: its labels are numbers; write images, csv, json or parquet");
    }
  }

  /**
   * Writes the images and the labels of the rows 0 … {@code rows} − 1.
   *
   * @param images receives the header and a byte a pixel
   * @param labels receives the header and a byte a label
   */
  public static void write(Generator generator, int rows, OutputStream images, OutputStream labels)
      throws IOException {
    int pixels = pixels(generator);
    Shape shape = generator.fields().get(pixels).shape();
    header(images, rows, shape.dimension(1), shape.dimension(2));
    header(labels, rows);
    byte[] bytes = new byte[shape.size()];
    for (int index = 0; index < rows; index++) {
      Object[] row = generator.row(index);
      double[] shades = (double[]) row[pixels];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Math.rint(255 * shades[i]);
      }
      images.write(bytes);
      labels.write((Integer) row[1 - pixels]);
    }
  }

  private static void header(OutputStream out, int... dimensions) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(UNSIGNED_BYTES << 8 | dimensions.length);
    for (int dimension : dimensions) {
      data.writeInt(dimension);
    }
    data.flush();
  }

  /** Which field holds images; −1 for none. */
  static int pixels(Generator generator) {
    List<Generator.Field> fields = generator.fields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).type() == Generator.Type.PIXELS) {
        return i;
      }
    }
    return -1;
  }
}
