package dev.bellows.nn;

import dev.bellows.data.Shape;
import dev.bellows.linalg.Elementwise;
import java.util.List;

/**
 * Adds a vector for each place in a sequence, {@code y_t = x_t + w_t}, for layers like attention to
 * which all steps are alike. {@code x} and {@code y: rows × steps × units}; steps beyond a row's
 * length become zero.
 *
 * <p>The vectors are learned, or waves of lengths from 2π to 20000π (Vaswani et al., 2017):
 *
 * <pre>
 * w_t[2i] = sin(t / 10000^(2i / units))    w_t[2i + 1] = cos(t / 10000^(2i / units))
 * </pre>
 */
public final class PositionalEmbedding implements Layer {
  private static final long serialVersionUID = 1;
  private static final Initializer USUAL = new Initializer.Normal(0.02);
  private static final double LONGEST = 10_000;
  private final Spec spec;
  private final Shape shape;
  private final int steps;
  private final int units;
  private final float[] waves; // null if learned

  /** Where the vectors come from. */
  public enum Kind {
    LEARNED,
    SINUSOIDAL
  }

  /**
   * The layer before its input is known.
   *
   * @param kind null for learned vectors
   * @param initializer of learned vectors; null for normal ones with a standard deviation of 0.02,
   *     as BERT's (Devlin et al., 2019): what a step says comes before where it stands
   */
  public record Spec(Kind kind, Initializer initializer) implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      kind = kind == null ? Kind.LEARNED : kind;
      if (kind == Kind.SINUSOIDAL && initializer != null) {
        throw new IllegalArgumentException(
            "Invalid initializer: %s: waves are computed, not drawn; leave it out"
                .formatted(initializer.name()));
      }
    }

    /** With the usual initializer. */
    public Spec(Kind kind) {
      this(kind, null);
    }

    @Override
    public String name() {
      return "positional-embedding";
    }

    @Override
    public PositionalEmbedding build(Shape input) {
      return new PositionalEmbedding(input, this);
    }
  }

  private PositionalEmbedding(Shape input, Spec spec) {
    Sizes.checkSequence(input);
    this.spec = spec;
    this.shape = input;
    this.steps = input.dimension(0);
    this.units = input.dimension(1);
    this.waves = isLearned() ? null : waves(steps, units);
  }

  private static float[] waves(int steps, int units) {
    float[] waves = new float[steps * units];
    for (int step = 0; step < steps; step++) {
      for (int unit = 0; unit < units; unit++) {
        double angle = step / StrictMath.pow(LONGEST, (unit - unit % 2) / (double) units);
        double wave = unit % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
        waves[step * units + unit] = (float) wave;
      }
    }
    return waves;
  }

  private boolean isLearned() {
    return spec.kind() == Kind.LEARNED;
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
    return isLearned()
        ? List.of(new Parameter("weight", List.of(steps, units), Parameter.Penalty.PENALIZED))
        : List.of();
  }

  @Override
  public void initialize(float[] parameters, int offset, long key) {
    if (isLearned()) {
      Initializer initializer = spec.initializer() == null ? USUAL : spec.initializer();
      initializer.fill(parameters, offset, new WeightShape(steps, units, steps, units), key);
    }
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    float[] vectors = isLearned() ? parameters : waves;
    int from = isLearned() ? offset : 0;
    int width = steps * units;
    System.arraycopy(x, xOffset, y, 0, pass.rows() * width);
    for (int row = 0; row < pass.rows(); row++) {
      Elementwise.add(y, row * width, vectors, from, width);
    }
    pass.zeroPadding(y, steps, units);
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
    int width = steps * units;
    pass.zeroPadding(dy, steps, units);
    if (isLearned()) {
      Elementwise.sumRows(dy, 0, pass.rows(), width, gradient, offset);
    }
    if (dx != null) {
      System.arraycopy(dy, 0, dx, 0, pass.rows() * width);
    }
  }
}
