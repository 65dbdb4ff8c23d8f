package dev.bellows.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Makes pixels of pictures, the same on every machine: samples as they are stored, without regard
 * to colour profiles or transparency, and in integers where colours become grey. A PNG has one
 * meaning; of a JPEG, Java's own decoder decides the last bit.
 */
public final class ImageDecoder {
  private static final int GREY = 1;

  /** A larger picture is a mistake, or made to exhaust the memory. */
  private static final int MOST_PIXELS = 1 << 26;

  private ImageDecoder() {}

  /**
   * The pixels of a picture's file.
   *
   * @param file PNG, JPEG or what else this Java can read
   * @param shape {@code channels × height × width}, with 1 channel or 3
   * @return unsigned bytes, row-major
   * @throws DataException if it cannot be read, ends too early or is too large
   */
  public static byte[] pixels(byte[] file, Shape shape) {
    BufferedImage image;
    try {
      image = read(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // decoders throw either
      throw new DataException("Invalid image: it is damaged (%s)".formatted(e.getMessage()), e);
    }
    if (image == null) {
      throw new DataException("Invalid image: it is no PNG, JPEG or other that Java can read");
    }
    if (isCutJpeg(file)) {
      throw new DataException("Invalid image: it is cut off");
    }
    return pixels(image, shape);
  }

  /** The first picture of a file; null where no reader knows its format. */
  private static BufferedImage read(ImageInputStream in) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      return null;
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(in, true, true);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MOST_PIXELS) { // a few bytes can claim any size
        throw new DataException(
            "Invalid image: it has %d × %d pixels: must be at most %,d"
                .formatted(reader.getWidth(0), reader.getHeight(0), MOST_PIXELS));
      }
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  /** The pixels of a picture. */
  public static byte[] pixels(BufferedImage image, Shape shape) {
    int channels = shape.dimension(0);
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] samples = new byte[channels * height * width];
    Samples reader = new Samples(image);
    int[] colour = new int[3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        reader.read(x, y, colour);
        int at = y * width + x;
        if (channels == GREY) {
          samples[at] = (byte) grey(colour);
        } else {
          for (int channel = 0; channel < channels; channel++) {
            samples[channel * height * width + at] = (byte) colour[channel];
          }
        }
      }
    }
    return new Resizing(width, height, shape.dimension(2), shape.dimension(1))
        .resize(samples, channels);
  }

  /** Rec. 601 luma, rounded; of a grey what it is. */
  private static int grey(int[] colour) {
    return (299 * colour[0] + 587 * colour[1] + 114 * colour[2] + 500) / 1000;
  }

  /** Java's decoder fills the rest of a cut JPEG with grey and only warns. */
  private static boolean isCutJpeg(byte[] file) {
    boolean isJpeg = file.length > 1 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xd8;
    // Within the data of a scan, 0xff is followed by other bytes than these.
    return isJpeg && lastMarker(file, 0xd9) < lastMarker(file, 0xda);
  }

  private static int lastMarker(byte[] file, int code) {
    for (int at = file.length - 2; at >= 0; at--) {
      if ((file[at] & 0xff) == 0xff && (file[at + 1] & 0xff) == code) {
        return at;
      }
    }
    return -1;
  }

  /** Reads red, green and blue from 0 to 255 out of whatever a picture is stored in. */
  private static final class Samples {
    private final Raster raster;
    private final IndexColorModel palette; // or null
    private final boolean isGrey;
    private final int[] depths = new int[3]; // bits of each band

    Samples(BufferedImage image) {
      ColorModel model = image.getColorModel();
      raster = image.getRaster();
      palette = model instanceof IndexColorModel indexed ? indexed : null;
      isGrey = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
      for (int band = 0; palette == null && band < depths.length; band++) {
        depths[band] = model.getComponentSize(isGrey ? 0 : band);
      }
    }

    void read(int x, int y, int[] into) {
      if (palette != null) {
        int index = raster.getSample(x, y, 0);
        into[0] = palette.getRed(index);
        into[1] = palette.getGreen(index);
        into[2] = palette.getBlue(index);
        return;
      }
      for (int band = 0; band < 3; band++) {
        into[band] = byteOf(raster.getSample(x, y, isGrey ? 0 : band), depths[band]);
      }
    }

    /** Of 16 bits the upper 8; fewer than 8 are spread, so that the most is 255. */
    private static int byteOf(int sample, int bits) {
      if (bits >= 8) {
        return sample >> (bits - 8);
      }
      int most = (1 << bits) - 1;
      return (255 * sample + most / 2) / most;
    }
  }
}
