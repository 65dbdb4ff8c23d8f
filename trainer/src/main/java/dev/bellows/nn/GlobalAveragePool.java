package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.util.Arrays;

/**
 * The mean of each channel over height and width (Lin, Chen and Yan, "Network in network", 2013),
 * or of each feature over the steps that count; 0 where a sequence has none.
 *
 * <pre>
 * x  rows × channels × height × width, or rows × steps × features
 * y  rows × channels                    or rows × features
 * </pre>
 */
public final class GlobalAveragePool extends GlobalPool {
  private static final long serialVersionUID = 1;

  /** Global average pooling before its input is known. */
  public record Spec() implements LayerSpec {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return "global-average-pool";
    }

    @Override
    public GlobalAveragePool build(Shape input) {
      return new GlobalAveragePool(input);
    }
  }

  private GlobalAveragePool(Shape input) {
    super(input);
  }

  @Override
  public Spec spec() {
    return new Spec();
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    for (int row = 0; row < pass.rows(); row++) {
      int positions = channels.positions(pass, row);
      for (int channel = 0; channel < channels.count(); channel++) {
        int place = xOffset + first(row, channel);
        double sum = 0;
        for (int i = 0; i < positions; i++, place += channels.positionStride()) {
          sum += x[place];
        }
        y[row * channels.count() + channel] = (float) (sum / Math.max(1, positions));
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
    Arrays.fill(dx, 0, pass.rows() * channels.size(), 0);
    for (int row = 0; row < pass.rows(); row++) {
      int positions = channels.positions(pass, row);
      for (int channel = 0; channel < channels.count(); channel++) {
        float share = dy[row * channels.count() + channel] / Math.max(1, positions);
        int place = first(row, channel);
        for (int i = 0; i < positions; i++, place += channels.positionStride()) {
          dx[place] = share;
        }
      }
    }
  }
}
