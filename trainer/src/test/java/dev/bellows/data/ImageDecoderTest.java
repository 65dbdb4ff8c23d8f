package dev.bellows.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageDecoderTest {
  private static final int RED = 0xff0000;
  private static final int DUSK = 0x336699;

  private static BufferedImage picture(int type, int width, int... colours) {
    BufferedImage image = new BufferedImage(width, colours.length / width, type);
    for (int i = 0; i < colours.length; i++) {
      image.setRGB(i % width, i / width, 0xff000000 | colours[i]);
    }
    return image;
  }

  private static byte[] file(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void channelsLieOneAfterTheOther() throws IOException {
    Shape colours = Shape.of(3, 1, 2);
    byte[] expected = bytes(255, 0x33, 0, 0x66, 0, 0x99);
    for (int type :
        new int[] {
          BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_ARGB
        }) {
      BufferedImage image = picture(type, 2, RED, DUSK);
      assertThat(ImageDecoder.pixels(image, colours)).isEqualTo(expected);
      assertThat(ImageDecoder.pixels(file(image, "png"), colours)).isEqualTo(expected);
    }
  }

  @Test
  void coloursBecomeGreyByTheirLuma() {
    BufferedImage image = picture(BufferedImage.TYPE_INT_RGB, 3, RED, DUSK, 0xffffff);
    assertThat(ImageDecoder.pixels(image, Shape.of(1, 1, 3))).isEqualTo(bytes(76, 93, 255));
  }

  /** Java would brighten them by the profile that it thinks they have. */
  @Test
  void greysAreWhatIsStored() throws IOException {
    BufferedImage eight = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage sixteen = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    eight.getRaster().setSample(1, 0, 0, 100);
    sixteen.getRaster().setSample(1, 0, 0, 100 << 8 | 200);
    for (BufferedImage image : new BufferedImage[] {eight, sixteen}) {
      byte[] file = file(image, "png");
      assertThat(ImageDecoder.pixels(file, Shape.of(1, 1, 2))).isEqualTo(bytes(0, 100));
      assertThat(ImageDecoder.pixels(file, Shape.of(3, 1, 2)))
          .isEqualTo(bytes(0, 100, 0, 100, 0, 100));
    }
  }

  /** The most of 5 or 6 bits is as bright as that of 8. */
  @Test
  void fewerBitsAreSpreadOverTheSameRange() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_565_RGB);
    image.getRaster().setPixel(0, 0, new int[] {31, 63, 0});
    image.getRaster().setPixel(1, 0, new int[] {16, 32, 31});
    assertThat(ImageDecoder.pixels(image, Shape.of(3, 1, 2)))
        .isEqualTo(bytes(255, 132, 255, 130, 0, 255));
  }

  @Test
  void aPictureTooLargeForMemoryIsRefusedUnread() throws IOException {
    byte[] png = file(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY), "png");
    ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 200_000); // width and height
    CRC32 check = new CRC32();
    check.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) check.getValue());
    assertRefused("Invalid image: it has 100000 × 200000 pixels: must be at most 67,108,864", png);
  }

  @Test
  void aPaletteTellsTheColours() throws IOException {
    IndexColorModel palette =
        new IndexColorModel(2, 3, bytes(0, 255, 0x33), bytes(0, 0, 0x66), bytes(0, 0, 0x99));
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    image.getRaster().setSample(0, 0, 0, 1);
    image.getRaster().setSample(1, 0, 0, 2);
    for (String format : new String[] {"png", "gif"}) {
      assertThat(ImageDecoder.pixels(file(image, format), Shape.of(3, 1, 2)))
          .isEqualTo(bytes(255, 0x33, 0, 0x66, 0, 0x99));
    }
  }

  @Test
  void whatIsNoPictureIsRefused() throws IOException {
    assertRefused("Invalid image: it is no PNG, JPEG or other that Java can read", new byte[0]);
    assertRefused(
        "Invalid image: it is no PNG, JPEG or other that Java can read",
        "hello, world".getBytes(StandardCharsets.UTF_8));
    Random random = new Random(1);
    int[] colours = random.ints(64 * 64, 0, 1 << 24).toArray();
    byte[] png = file(picture(BufferedImage.TYPE_INT_RGB, 64, colours), "png");
    byte[] jpeg = file(picture(BufferedImage.TYPE_INT_RGB, 64, colours), "jpg");
    assertRefused("Invalid image: it is damaged (", Arrays.copyOf(png, png.length / 2));
    assertRefused("Invalid image: it is damaged (", Arrays.copyOf(jpeg, 100));
    assertRefused("Invalid image: it is cut off", Arrays.copyOf(jpeg, jpeg.length * 9 / 10));
    assertThat(ImageDecoder.pixels(jpeg, Shape.of(3, 8, 8))).hasSize(192);
  }

  private static void assertRefused(String message, byte[] file) {
    assertThatThrownBy(() -> ImageDecoder.pixels(file, Shape.of(3, 8, 8)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(message);
  }
}
