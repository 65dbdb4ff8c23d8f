package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.util.Arrays;

/**
 * The largest number in each window of a channel (Ranzato, Huang, Boureau and LeCun, 2007). Margins
 * do not count. The gradient goes to the window's first largest number, row by row.
 *
 * <pre>
 * x  rows × channels × height × width      y  rows × channels × output height × output width
 * </pre>
 */
public final class MaxPool extends Pool {
  private static final long serialVersionUID = 1;
  private final Spec spec;

  /**
   * Maximum pooling before its input is known.
   *
   * @param size height and width of a window
   * @param stride pixels from one window to the next; null for the size
   * @param padding a margin of at most half the size; null for none
   */
  public record Spec(Extent size, Extent stride, Padding padding) implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      padding = padding == null ? Padding.VALID : padding;
    }

    @Override
    public String name() {
      return "max-pool";
    }

    @Override
    public MaxPool build(Shape input) {
      return new MaxPool(input, this);
    }
  }

  private MaxPool(Shape input, Spec spec) {
    super(input, spec.size(), spec.stride(), spec.padding());
    this.spec = spec;
  }

  @Override
  public Spec spec() {
    return spec;
  }

  /** Which number is the largest in each window. */
  @Override
  public long piece(LayerPass pass, float[] x, int xOffset, float[] y) {
    float[] dx = new float[pass.rows() * inputs()];
    float[] ones = new float[pass.rows() * outputs()];
    Arrays.fill(ones, 1);
    backward(pass, null, 0, x, xOffset, y, ones, dx, null);
    return Arrays.hashCode(dx);
  }

  /** The maxima of a row of windows: of each column of pixels first, then of the columns. */
  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    int width = horizontal.pixels();
    float[] highest = pass.floats(0, width);
    int to = 0;
    for (int plane = 0; plane < planes(pass); plane++) {
      int image = xOffset + plane * vertical.pixels() * width;
      for (int i = 0; i < vertical.count(); i++, to += horizontal.count()) {
        System.arraycopy(x, image + top(i) * width, highest, 0, width);
        for (int row = top(i) + 1; row < bottom(i); row++) {
          int from = image + row * width;
          for (int column = 0; column < width; column++) {
            highest[column] = Math.max(highest[column], x[from + column]);
          }
        }
        Arrays.fill(y, to, to + horizontal.count(), Float.NEGATIVE_INFINITY);
        for (int tap = 0; tap < horizontal.size(); tap++) {
          int end = horizontal.end(tap);
          int column = horizontal.pixel(horizontal.first(tap), tap);
          for (int j = horizontal.first(tap); j < end; j++, column += horizontal.stride()) {
            y[to + j] = Math.max(y[to + j], highest[column]);
          }
        }
      }
    }
  }

  /**
   * Each window offers its gradient to its pixels in turn; the first that equals the maximum takes
   * it. There is no branch that a processor would have to guess: the sign of {@code x − y} is a
   * mask.
   */
  @Override
  public void backward(
      LayerPass pass,
      float[] parameters,
      int offset,
      float[] x,
      int xOffset,
      float[] y,
      float[] dy,
      float[] dx,
      float[] gradient) {
    if (dx == null) {
      return;
    }
    Arrays.fill(dx, 0, pass.rows() * inputs(), 0);
    int[] offered = pass.integers(0, horizontal.count());
    int windows = 0;
    for (int plane = 0; plane < planes(pass); plane++) {
      int image = plane * vertical.pixels() * horizontal.pixels();
      for (int i = 0; i < vertical.count(); i++, windows += horizontal.count()) {
        for (int j = 0; j < horizontal.count(); j++) {
          offered[j] = Float.floatToRawIntBits(dy[windows + j]);
        }
        for (int row = top(i); row < bottom(i); row++) {
          int from = image + row * horizontal.pixels();
          for (int tap = 0; tap < horizontal.size(); tap++) {
            offer(offered, tap, x, xOffset + from, y, windows, dx, from);
          }
        }
      }
    }
  }

  private void offer(
      int[] offered, int tap, float[] x, int xFrom, float[] y, int windows, float[] dx, int to) {
    int end = horizontal.end(tap);
    int column = horizontal.pixel(horizontal.first(tap), tap);
    for (int j = horizontal.first(tap); j < end; j++, column += horizontal.stride()) {
      int below = Float.floatToRawIntBits(x[xFrom + column] - y[windows + j]) >> 31; // all bits
      dx[to + column] += Float.intBitsToFloat(offered[j] & ~below);
      offered[j] &= below;
    }
  }
}
