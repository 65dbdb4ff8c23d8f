package dev.bellows.nn;

import dev.bellows.linalg.Runs;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An image laid out so that a convolution is a few products of matrices, whose rows overlap in
 * memory (Cho and Brand, "MEC: memory-efficient convolution for deep neural network", 2017).
 *
 * <p>A strip holds, for one channel and one column of the kernel, the pixels that this column
 * meets, in all heights: {@code heights × output width}. Where the kernel begins {@code q} pixels
 * lower, it meets the same strip {@code q} heights later. So one matrix of strips, read from
 * another offset, serves in the product with each row of the kernel:
 *
 * <pre>
 * z [filters × windows] = Σ_q  W_q [filters × depth] · strips from q · output width on [depth × windows]
 * depth = channels × kernel width
 * </pre>
 *
 * <p>Where that depth is too small for a product to be fast, or the stride skips heights, a strip
 * is made for each place of the kernel, and there is one product: {@code depth = channels × kernel
 * height × kernel width}, the columns of im2col.
 */
final class Strips implements Serializable {
  private static final long serialVersionUID = 1;

  /** Below this, a product spends more on reading and writing its result than on summing. */
  private static final int SMALLEST_DEPTH = 32;

  private final int channels;
  private final Windows.Axis vertical;
  private final Windows.Axis horizontal;
  private final int unrolled; // rows of the kernel with strips of their own
  private final int heights; // of a strip
  private final Runs runs; // of pixels that lie in the image, for one channel

  Strips(int channels, Windows windows) {
    this.channels = channels;
    this.vertical = windows.vertical();
    this.horizontal = windows.horizontal();
    boolean shared = vertical.stride() == 1 && channels * horizontal.size() >= SMALLEST_DEPTH;
    this.unrolled = shared ? 1 : vertical.size();
    this.heights = vertical.count() + vertical.size() - unrolled;
    int[][] all =
        IntStream.range(0, unrolled * horizontal.size() * heights)
            .mapToObj(this::run)
            .filter(run -> run[2] > 0)
            .toArray(int[][]::new);
    this.runs =
        new Runs(
            Arrays.stream(all).mapToInt(run -> run[0]).toArray(),
            Arrays.stream(all).mapToInt(run -> run[1]).toArray(),
            Arrays.stream(all).mapToInt(run -> run[2]).toArray(),
            horizontal.stride());
  }

  /** Pixel, place and length of run {@code index}, by row and column of the kernel and height. */
  private int[] run(int index) {
    int height = index % heights;
    int column = index / heights % horizontal.size();
    int row = index / heights / horizontal.size();
    int y = vertical.pixel(height, row);
    if (y < 0 || y >= vertical.pixels()) {
      return new int[] {0, 0, 0};
    }
    int first = horizontal.first(column);
    return new int[] {
      y * horizontal.pixels() + horizontal.pixel(first, column),
      index * horizontal.count() + first,
      horizontal.end(column) - first
    };
  }

  private int plane() {
    return vertical.pixels() * horizontal.pixels();
  }

  /** How many products there are. */
  int products() {
    return vertical.size() / unrolled;
  }

  /** Strips: what each product sums over. */
  int depth() {
    return channels * unrolled * horizontal.size();
  }

  /** Floats of a strip. */
  int length() {
    return heights * horizontal.count();
  }

  /** Floats of all strips of an image. */
  int size() {
    return Math.multiplyExact(depth(), length());
  }

  /** Where product {@code q} begins in each strip. */
  int offset(int q) {
    return q * horizontal.count();
  }

  /**
   * Writes the pixels of an image into {@code strips}; what lies in the margin is left alone, 0 in
   * a buffer that no one else writes to.
   */
  void fill(float[] image, int from, float[] strips) {
    for (int channel = 0; channel < channels; channel++) {
      runs.copy(image, from + channel * plane(), strips, channel * (size() / channels));
    }
  }

  /** The transpose of {@link #fill}: adds to each pixel what the strips hold in its places. */
  void add(float[] strips, float[] image, int from) {
    for (int channel = 0; channel < channels; channel++) {
      runs.addBack(strips, channel * (size() / channels), image, from + channel * plane());
    }
  }

  /**
   * Orders the weights {@code filters × channels × kernel height × kernel width} as the products
   * want them: {@code products × filters × depth}.
   */
  void arrange(float[] weights, int offset, int filters, float[] arranged) {
    int length = unrolled * horizontal.size();
    for (int block = 0; block < filters * channels; block++) {
      for (int q = 0; q < products(); q++) {
        int from = offset + (block * products() + q) * length;
        System.arraycopy(
            weights, from, arranged, (q * filters * channels + block) * length, length);
      }
    }
  }

  /** The inverse of {@link #arrange}. */
  void restore(float[] arranged, int filters, float[] weights, int offset) {
    int length = unrolled * horizontal.size();
    for (int block = 0; block < filters * channels; block++) {
      for (int q = 0; q < products(); q++) {
        int to = offset + (block * products() + q) * length;
        System.arraycopy(arranged, (q * filters * channels + block) * length, weights, to, length);
      }
    }
  }
}
