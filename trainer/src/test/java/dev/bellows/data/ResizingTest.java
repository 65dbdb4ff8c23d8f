package dev.bellows.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResizingTest {
  private static byte[] resize(int width, int height, int toWidth, int toHeight, int... pixels) {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    return new Resizing(width, height, toWidth, toHeight)
        .resize(bytes, pixels.length / (width * height));
  }

  @Test
  void sameSizeIsTheSamePicture() {
    assertThat(resize(2, 2, 2, 2, 1, 2, 3, 255)).containsExactly(1, 2, 3, (byte) 255);
  }

  /** Centres at 0.25, 0.75, 1.25, 1.75 between those at 0.5 and 1.5. */
  @Test
  void growingInterpolates() {
    assertThat(resize(2, 1, 4, 1, 0, 100)).containsExactly(0, 25, 75, 100);
    assertThat(resize(1, 2, 1, 4, 0, 100)).containsExactly(0, 25, 75, 100);
    assertThat(resize(1, 1, 2, 3, 9)).containsExactly(9, 9, 9, 9, 9, 9);
  }

  /**
   * From four to two: the triangle around 1 reaches from −1 to 3, with the weights 3, 3 and 1 at
   * the pixels 0.5, 1.5 and 2.5.
   */
  @Test
  void shrinkingGivesEveryPixelItsShare() {
    assertThat(resize(4, 1, 2, 1, 70, 0, 0, 0)).containsExactly(30, 0);
    assertThat(resize(4, 1, 2, 1, 0, 0, 70, 0)).containsExactly(10, 30);
    assertThat(resize(4, 1, 1, 1, 200, 200, 200, 200)).containsExactly((byte) 200);
  }

  @Test
  void channelsKeepApart() {
    assertThat(resize(2, 1, 1, 1, 10, 30, 200, 100)).containsExactly(20, (byte) 150);
  }
}
