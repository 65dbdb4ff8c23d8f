package dev.bellows.nn;

import dev.bellows.data.Shape;
import dev.bellows.linalg.Sums;
import java.util.Arrays;
import java.util.List;

/**
 * Layer normalisation: the last dimension of a row, each step of a sequence for itself, is shifted
 * and scaled to mean 0 and variance 1, then by a gain and a bias that are learnt (Ba, Kiros and
 * Hinton, 2016).
 *
 * <pre>
 * y = (x − μ) / √(σ² + ε) · gain + bias        x, y  rows × any shape     gain, bias  last dimension
 * </pre>
 */
public final class LayerNorm implements Layer {
  private static final long serialVersionUID = 1;
  private static final int MOMENTS = 0; // of each group: mean, then 1 / √(σ² + ε)

  private final Spec spec;
  private final Shape shape;
  private final int width;

  /**
   * Layer normalisation before its input is known.
   *
   * @param epsilon added to the variance; above 0
   */
  public record Spec(double epsilon) implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      if (!(epsilon > 0)) {
        throw new IllegalArgumentException("Invalid epsilon: %s: must be > 0".formatted(epsilon));
      }
    }

    @Override
    public String name() {
      return "layer-norm";
    }

    @Override
    public LayerNorm build(Shape input) {
      return new LayerNorm(input, this);
    }
  }

  private LayerNorm(Shape input, Spec spec) {
    Sizes.checkNoImage(input, "it normalises features, or those of each step; take batch-norm");
    this.spec = spec;
    this.shape = input;
    this.width = input.last();
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public Shape inputShape() {
    return shape;
  }

  @Override
  public Shape outputShape() {
    return shape;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("gain", List.of(width), Parameter.Penalty.FREE),
        new Parameter("bias", List.of(width), Parameter.Penalty.FREE));
  }

  @Override
  public void initialize(float[] parameters, int offset, long key) {
    Arrays.fill(parameters, offset, offset + width, 1);
    Arrays.fill(parameters, offset + width, offset + 2 * width, 0);
  }

  /** How often the last dimension repeats in the slice. */
  private int groups(LayerPass pass) {
    return pass.rows() * (shape.size() / width);
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    int groups = groups(pass);
    float[] moments = pass.floats(MOMENTS, 2 * groups);
    for (int group = 0; group < groups; group++) {
      int from = xOffset + group * width;
      double center = Sums.sum(x, from, from + width) / width;
      double variance = Sums.squares(x, from, from + width, center) / width;
      float mean = (float) center;
      float scale = (float) (1 / Math.sqrt(variance + spec.epsilon()));
      moments[2 * group] = mean;
      moments[2 * group + 1] = scale;
      int to = group * width;
      for (int i = 0; i < width; i++) {
        y[to + i] =
            (x[from + i] - mean) * scale * parameters[offset + i] + parameters[offset + width + i];
      }
    }
  }

  /**
   * With x̂ the normalised x, {@code g = dy · gain} and means over a group, {@code dx = (g −
   * mean(g) − x̂ · mean(g · x̂)) / √(σ² + ε)}.
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
    int groups = groups(pass);
    float[] moments = pass.floats(MOMENTS, 2 * groups);
    Arrays.fill(gradient, offset, offset + 2 * width, 0);
    for (int group = 0; group < groups; group++) {
      int from = xOffset + group * width;
      int at = group * width;
      float mean = moments[2 * group];
      float scale = moments[2 * group + 1];
      for (int i = 0; i < width; i++) {
        float slope = dy[at + i];
        gradient[offset + i] += slope * (x[from + i] - mean) * scale;
        gradient[offset + width + i] += slope;
        dy[at + i] = slope * parameters[offset + i];
      }
      if (dx != null) {
        float shift = (float) (Sums.sum(dy, at, at + width) / width);
        double products = Sums.products(dy, at, x, from, width, mean);
        float tilt = (float) (products * scale * scale / width);
        for (int i = 0; i < width; i++) {
          dx[at + i] = scale * (dy[at + i] - shift - (x[from + i] - mean) * tilt);
        }
      }
    }
  }
}
