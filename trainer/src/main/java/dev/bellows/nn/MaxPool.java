package dev.bellows.nn;

import dev.bellows.data.Shape;
import dev.bellows.linalg.Elementwise;
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
  private static final int ROUNDING = 16; // so that vector instructions leave nothing over
  private static final int EVERY = 0;
  private static final int PLACES = 1;
  private static final int CHOSEN = 2; // the pixel of its channel that gave each output
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
    return Arrays.hashCode(Arrays.copyOf(pass.integers(CHOSEN, 0), pass.rows() * outputs()));
  }

  /**
   * Finds the maxima in a copy of each channel with its margin: first of windows one pixel high,
   * then of those with their neighbours below, at every pixel and with all pixels at once.
   */
  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    int width = horizontal.reach();
    int size = vertical.reach() * width;
    int length = (size + ROUNDING - 1) / ROUNDING * ROUNDING;
    float[] values = pass.floats(0, length + width);
    int[] places = pass.integers(PLACES, length + width);
    int[] every = pass.integers(EVERY, size);
    int[] chosen = pass.integers(CHOSEN, pass.rows() * outputs());
    number(every);
    for (int plane = 0; plane < planes(pass); plane++) {
      copy(x, xOffset + plane * vertical.pixels() * horizontal.pixels(), values);
      System.arraycopy(every, 0, places, 0, size);
      for (int tap = 1; tap < horizontal.size(); tap++) {
        Elementwise.keepLarger(values, places, 0, 1, length);
      }
      for (int tap = 1; tap < vertical.size(); tap++) {
        Elementwise.keepLarger(values, places, 0, width, length);
      }
      int to = plane * vertical.count() * horizontal.count();
      for (int i = 0; i < vertical.count(); i++) {
        int at = i * vertical.stride() * width;
        for (int j = 0; j < horizontal.count(); j++, to++, at += horizontal.stride()) {
          y[to] = values[at];
          chosen[to] = places[at];
        }
      }
    }
  }

  /** The pixel of each place of a copied channel; that next to it for those of the margin. */
  private void number(int[] every) {
    for (int row = 0; row < vertical.reach(); row++) {
      int pixel = vertical.nearest(row - vertical.before()) * horizontal.pixels();
      for (int column = 0; column < horizontal.reach(); column++) {
        every[row * horizontal.reach() + column] =
            pixel + horizontal.nearest(column - horizontal.before());
      }
    }
  }

  /** Copies a channel, as far as there are windows, into its margin of −∞. */
  private void copy(float[] x, int from, float[] values) {
    int width = horizontal.reach();
    int columns = Math.min(horizontal.pixels(), width - horizontal.before());
    int rows = Math.min(vertical.pixels(), vertical.reach() - vertical.before());
    if (columns == width && columns == horizontal.pixels() && rows == vertical.reach()) {
      System.arraycopy(x, from, values, 0, rows * width);
      return;
    }
    Arrays.fill(values, 0, vertical.reach() * width, Float.NEGATIVE_INFINITY);
    for (int row = 0; row < rows; row++) {
      int to = (row + vertical.before()) * width + horizontal.before();
      System.arraycopy(x, from + row * horizontal.pixels(), values, to, columns);
    }
  }

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
    int[] chosen = pass.integers(CHOSEN, 0);
    Arrays.fill(dx, 0, pass.rows() * inputs(), 0);
    int windows = vertical.count() * horizontal.count();
    for (int plane = 0; plane < planes(pass); plane++) {
      int image = plane * vertical.pixels() * horizontal.pixels();
      for (int i = plane * windows; i < (plane + 1) * windows; i++) {
        dx[image + chosen[i]] += dy[i];
      }
    }
  }
}
