package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.util.Arrays;

/**
 * The mean of each window of a channel (LeCun et al., 1989); margins count as zeros.
 *
 * <pre>
 * x  rows × channels × height × width      y  rows × channels × output height × output width
 * </pre>
 */
public final class AveragePool extends Pool {
  private static final long serialVersionUID = 1;
  private final Spec spec;
  private final float share; // of a pixel

  /**
   * Average pooling before its input is known.
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
      return "average-pool";
    }

    @Override
    public AveragePool build(Shape input) {
      return new AveragePool(input, this);
    }
  }

  private AveragePool(Shape input, Spec spec) {
    super(input, spec.size(), spec.stride(), spec.padding());
    this.spec = spec;
    this.share = 1f / (spec.size().height() * spec.size().width());
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    int width = horizontal.pixels();
    float[] sums = pass.floats(0, width); // of a row of windows, for each column of pixels
    int to = 0;
    for (int plane = 0; plane < planes(pass); plane++) {
      int image = xOffset + plane * vertical.pixels() * width;
      for (int i = 0; i < vertical.count(); i++, to += horizontal.count()) {
        Arrays.fill(sums, 0, width, 0);
        for (int row = top(i); row < bottom(i); row++) {
          int from = image + row * width;
          for (int column = 0; column < width; column++) {
            sums[column] += x[from + column];
          }
        }
        Arrays.fill(y, to, to + horizontal.count(), 0);
        for (int tap = 0; tap < horizontal.size(); tap++) {
          int end = horizontal.end(tap);
          int column = horizontal.pixel(horizontal.first(tap), tap);
          for (int j = horizontal.first(tap); j < end; j++, column += horizontal.stride()) {
            y[to + j] += share * sums[column];
          }
        }
      }
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
    int width = horizontal.pixels();
    float[] shares = pass.floats(0, width); // of a row of windows, for each column of pixels
    Arrays.fill(dx, 0, pass.rows() * inputs(), 0);
    int from = 0;
    for (int plane = 0; plane < planes(pass); plane++) {
      int image = plane * vertical.pixels() * width;
      for (int i = 0; i < vertical.count(); i++, from += horizontal.count()) {
        Arrays.fill(shares, 0, width, 0);
        for (int tap = 0; tap < horizontal.size(); tap++) {
          int end = horizontal.end(tap);
          int column = horizontal.pixel(horizontal.first(tap), tap);
          for (int j = horizontal.first(tap); j < end; j++, column += horizontal.stride()) {
            shares[column] += share * dy[from + j];
          }
        }
        for (int row = top(i); row < bottom(i); row++) {
          int to = image + row * width;
          for (int column = 0; column < width; column++) {
            dx[to + column] += shares[column];
          }
        }
      }
    }
  }
}
