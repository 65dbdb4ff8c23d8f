package dev.bellows.data.generator;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/** Writes the images of a table as grey PNG files, each for a folder that is named as its label. */
public final class PngWriter {
  private final Generator generator;
  private final int pixels;

  /**
   * @throws IllegalArgumentException if the table has no images
   */
  public PngWriter(Generator generator) {
    this.generator = generator;
    this.pixels = IdxWriter.pixels(generator);
    if (pixels < 0) {
      throw new IllegalArgumentException(
          "Invalid format: images: the table has none; write csv, json or parquet");
    }
  }

  /** Where row {@code index} belongs: {@code circle/000017.png}. */
  public String name(long index) {
    return "%s/%06d.png".formatted(generator.row(index)[1 - pixels], index);
  }

  /** Writes the picture of row {@code index}. */
  public void write(long index, OutputStream out) throws IOException {
    double[] shades = (double[]) generator.row(index)[pixels];
    int width = generator.fields().get(pixels).shape().dimension(2);
    BufferedImage image =
        new BufferedImage(width, shades.length / width, BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = image.getRaster();
    for (int i = 0; i < shades.length; i++) {
      raster.setSample(i % width, i / width, 0, (int) Math.rint(255 * shades[i]));
    }
    ImageIO.write(image, "png", out);
  }
}
