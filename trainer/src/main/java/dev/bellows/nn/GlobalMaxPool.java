package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.util.Arrays;

/**
 * The largest number of each channel over height and width, or of each feature over the steps that
 * count; 0 where a sequence has none. The gradient goes to the first of the largest.
 *
 * <pre>
 * x  rows × channels × height × width, or rows × steps × features
 * y  rows × channels                    or rows × features
 * </pre>
 */
public final class GlobalMaxPool extends GlobalPool {
  private static final long serialVersionUID = 1;

  /** Global maximum pooling before its input is known. */
  public record Spec() implements LayerSpec {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return "global-max-pool";
    }

    @Override
    public GlobalMaxPool build(Shape input) {
      return new GlobalMaxPool(input);
    }
  }

  private GlobalMaxPool(Shape input) {
    super(input);
  }

  @Override
  public Spec spec() {
    return new Spec();
  }

  /** Which number is the largest of each channel. */
  @Override
  public long piece(LayerPass pass, float[] x, int xOffset, float[] y) {
    return Arrays.hashCode(Arrays.copyOf(pass.integers(0, 0), pass.rows() * outputs()));
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    int[] places = pass.integers(0, pass.rows() * channels.count());
    for (int row = 0; row < pass.rows(); row++) {
      int positions = channels.positions(pass, row);
      for (int channel = 0; channel < channels.count(); channel++) {
        int first = first(row, channel);
        int largest = first;
        for (int i = 1; i < positions; i++) {
          int place = first + i * channels.positionStride();
          float value = x[xOffset + place];
          // Nothing is above a NaN, so that it stays.
          largest = value > x[xOffset + largest] || Float.isNaN(value) ? place : largest;
        }
        int at = row * channels.count() + channel;
        places[at] = largest;
        y[at] = positions == 0 ? 0 : x[xOffset + largest];
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
    int[] places = pass.integers(0, pass.rows() * channels.count());
    Arrays.fill(dx, 0, pass.rows() * channels.size(), 0);
    for (int row = 0; row < pass.rows(); row++) {
      if (channels.positions(pass, row) > 0) {
        for (int at = row * channels.count(); at < (row + 1) * channels.count(); at++) {
          dx[places[at]] = dy[at];
        }
      }
    }
  }
}
