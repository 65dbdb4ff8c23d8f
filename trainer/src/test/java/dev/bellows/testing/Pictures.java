package dev.bellows.testing;

import dev.bellows.data.CounterRandom;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small pictures for tests, of noise on a colour. */
public final class Pictures {
  private Pictures() {}

  /** A picture of noise around {@code colour}, another for each {@code seed}. */
  public static BufferedImage noise(int width, int height, int colour, long seed) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int noise = (int) (CounterRandom.bits(seed, i) & 0x3f3f3f);
      image.setRGB(i % width, i / width, colour ^ noise);
    }
    return image;
  }

  /** The bytes of a file. */
  public static byte[] file(BufferedImage image, String format) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, format, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file and the folders above it. */
  public static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
