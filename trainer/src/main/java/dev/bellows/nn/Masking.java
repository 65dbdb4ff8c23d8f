package dev.bellows.nn;

import dev.bellows.data.DataException;
import dev.bellows.data.Shape;
import java.util.Arrays;

/**
 * Tells how long each row is: steps at its end whose features are all NaN are padding. They are
 * beyond the row's length for the layers behind, which find zeros there. Other steps pass as they
 * are. {@code x} and {@code y: rows × steps × features}.
 */
public final class Masking implements Layer {
  private static final long serialVersionUID = 1;
  private final Shape shape;
  private final int steps;
  private final int features;

  /** The layer before its input is known. */
  public record Spec() implements LayerSpec {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return "masking";
    }

    @Override
    public Masking build(Shape input) {
      return new Masking(input);
    }
  }

  private Masking(Shape input) {
    Sizes.checkSequence(input);
    this.shape = input;
    this.steps = input.dimension(0);
    this.features = input.dimension(1);
  }

  @Override
  public Spec spec() {
    return new Spec();
  }

  @Override
  public Shape inputShape() {
    return shape;
  }

  @Override
  public Shape outputShape() {
    return shape;
  }

  /**
   * Copies what is not padding, and writes the lengths of the rows.
   *
   * @throws DataException for any other NaN; it names the step and the feature
   */
  @Override
  public boolean tellsLengths() {
    return true;
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    int[] lengths = pass.writeLengths();
    int width = steps * features;
    for (int row = 0; row < pass.rows(); row++) {
      int from = xOffset + row * width;
      int end = from + width;
      while (end > from && Float.isNaN(x[end - 1])) {
        end--;
      }
      int length = (end - from + features - 1) / features;
      checkNumbers(x, from, length * features);
      System.arraycopy(x, from, y, row * width, length * features);
      Arrays.fill(y, row * width + length * features, (row + 1) * width, 0);
      lengths[row] = length;
    }
  }

  private void checkNumbers(float[] x, int from, int size) {
    for (int i = 0; i < size; i++) {
      if (Float.isNaN(x[from + i])) {
        throw new DataException(
            "Invalid sequence: NaN in feature %d of step %d: only whole steps at a row's end may be missing"
                .formatted(i % features + 1, i / features + 1));
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
    System.arraycopy(dy, 0, dx, 0, pass.rows() * steps * features);
    pass.zeroPadding(dx, steps, features);
  }
}
