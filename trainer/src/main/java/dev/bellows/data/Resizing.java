package dev.bellows.data;

import java.util.Arrays;

/**
 * Brings pictures to another size by bilinear interpolation, columns first, then rows. Where a
 * picture shrinks, the interpolating triangle is widened so that every pixel has its share. Sums
 * are in double, in one order, and rounded once.
 */
final class Resizing {
  private final Axis columns;
  private final Axis rows;

  Resizing(int fromWidth, int fromHeight, int toWidth, int toHeight) {
    this.columns = new Axis(fromWidth, toWidth);
    this.rows = new Axis(fromHeight, toHeight);
  }

  /**
   * Resizes each channel.
   *
   * @param pixels unsigned bytes, {@code channels × height × width}
   */
  byte[] resize(byte[] pixels, int channels) {
    if (columns.from == columns.to && rows.from == rows.to) {
      return pixels;
    }
    byte[] resized = new byte[channels * rows.to * columns.to];
    double[] narrowed = new double[rows.from * columns.to];
    for (int channel = 0; channel < channels; channel++) {
      int source = channel * rows.from * columns.from;
      for (int y = 0; y < rows.from; y++) {
        for (int x = 0; x < columns.to; x++) {
          double sum = 0;
          double[] weights = columns.weights[x];
          int at = source + y * columns.from + columns.firsts[x];
          for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (pixels[at + i] & 0xff);
          }
          narrowed[y * columns.to + x] = sum;
        }
      }
      int target = channel * rows.to * columns.to;
      for (int y = 0; y < rows.to; y++) {
        for (int x = 0; x < columns.to; x++) {
          double sum = 0;
          double[] weights = rows.weights[y];
          for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * narrowed[(rows.firsts[y] + i) * columns.to + x];
          }
          resized[target + y * columns.to + x] = (byte) Math.rint(sum);
        }
      }
    }
    return resized;
  }

  /** Which pixels of a line, with which weights, make a pixel of the resized line. */
  private static final class Axis {
    private final int from;
    private final int to;
    private final int[] firsts;
    private final double[][] weights;

    Axis(int from, int to) {
      this.from = from;
      this.to = to;
      firsts = new int[to];
      weights = new double[to][];
      double scale = (double) from / to;
      double reach = Math.max(1, scale);
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale; // pixel k lies around k + 0.5
        int first = (int) Math.max(0, Math.ceil(centre - reach - 0.5));
        int last = (int) Math.min(from - 1, Math.floor(centre + reach - 0.5));
        firsts[i] = first;
        weights[i] = triangle(first, last, centre, reach);
      }
    }

    private static double[] triangle(int first, int last, double centre, double reach) {
      double[] weights = new double[last - first + 1];
      for (int k = first; k <= last; k++) {
        weights[k - first] = Math.max(0, 1 - Math.abs(k + 0.5 - centre) / reach);
      }
      double sum = Arrays.stream(weights).sum();
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= sum;
      }
      return weights;
    }
  }
}
