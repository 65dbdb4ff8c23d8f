package dev.bellows.nn;

import dev.bellows.data.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * A fully connected layer: {@code y = activation(x Wᵀ + b)}. In a sequence each step goes through
 * it alone, with the same weights.
 *
 * <pre>
 * x     rows × steps × inputs      W  units × inputs     b  units
 * z, y  rows × steps × units       dW units × inputs     db units
 * </pre>
 *
 * <p>The slice holds W, then b, both row-major. BLAS reads a row-major matrix as its column-major
 * transpose, so the three products are, with {@code n = rows × steps},
 *
 * <pre>
 * forward   zᵀ [units × n]       = W   [units × inputs] · xᵀ [inputs × n]
 * weights   dWᵀ [inputs × units] = xᵀ  [inputs × n]     · dz [n × units]
 * inputs    dxᵀ [inputs × n]     = Wᵀ  [inputs × units] · dzᵀ [units × n]
 * </pre>
 */
public final class Dense implements Layer {
  private static final long serialVersionUID = 1;
  private final Spec spec;
  private final Shape inputShape;
  private final Shape outputShape;
  private final int steps;
  private final int units;
  private final LinearMap map;
  private final Activation activation;

  /**
   * A dense layer before its input is known.
   *
   * @param units outputs of a row, or of a step; at least 1
   * @param activation applied to {@code x Wᵀ + b}; null for the identity
   * @param initializer of W; null for the {@linkplain Initializer#usual usual one}
   */
  public record Spec(Integer units, Activation activation, Initializer initializer)
      implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      activation = activation == null ? new PointwiseActivation.Identity() : activation;
    }

    /** With the usual initializer. */
    public Spec(int units, Activation activation) {
      this(units, activation, null);
    }

    @Override
    public String name() {
      return "dense";
    }

    @Override
    public String summary() {
      return "dense, " + activation.name();
    }

    /** The same with a given number of units. */
    public Spec withUnits(int given) {
      return new Spec(given, activation, initializer);
    }

    /** The same with another activation. */
    public Spec withActivation(Activation other) {
      return new Spec(units, other, initializer);
    }

    @Override
    public Dense build(Shape input) {
      return new Dense(input, this);
    }
  }

  private Dense(Shape input, Spec spec) {
    if (input.rank() > 2) {
      throw new IllegalArgumentException(
          "it got %s: it takes features, or steps × features; put flatten or a global pool before it"
              .formatted(input));
    }
    int given = spec.units() == null ? 0 : spec.units();
    if (given < 1) {
      throw new IllegalArgumentException("Invalid units: %s: must be ≥ 1".formatted(spec.units()));
    }
    if (spec.activation() instanceof PerUnit list && list.activations().size() != given) {
      throw new IllegalArgumentException(
          "Invalid activation: a list of %d for %d units: give one for each unit"
              .formatted(list.activations().size(), given));
    }
    this.spec = spec;
    this.inputShape = input;
    this.steps = input.size() / input.last();
    this.units = given;
    this.map = new LinearMap(input.last(), units);
    this.outputShape = input.withLast(units);
    this.activation = spec.activation();
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public Shape outputShape() {
    return outputShape;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("weight", List.of(units, map.inputs()), Parameter.Penalty.PENALIZED),
        new Parameter("bias", List.of(units), Parameter.Penalty.FREE));
  }

  @Override
  public long piece(LayerPass pass, float[] x, int xOffset, float[] y) {
    return activation.piece(y, pass.rows() * outputs());
  }

  @Override
  public void initialize(float[] parameters, int offset, long key) {
    Initializer.usual(spec.initializer(), activation)
        .fill(parameters, offset, WeightShape.dense(units, map.inputs()), key);
    Arrays.fill(parameters, offset + map.size(), offset + map.size() + units, 0);
  }

  @Override
  public void forward(
      LayerPass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    int n = pass.rows() * steps;
    map.fillRows(n, parameters, offset + map.size(), y);
    map.addProduct(n, parameters, offset, x, xOffset, y, 0);
    if (activation.needsInput()) {
      int length = n * units;
      System.arraycopy(y, 0, pass.floats(0, length), 0, length);
    }
    activation.forward(y, n, units);
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
    int n = pass.rows() * steps;
    float[] z = activation.needsInput() ? pass.floats(0, 0) : null;
    activation.backward(z, y, dy, n, units);
    map.weightGradient(n, x, xOffset, dy, 0, gradient, offset);
    map.biasGradient(n, dy, gradient, offset + map.size());
    if (dx != null) {
      map.inputGradient(n, parameters, offset, dy, dx);
    }
  }
}
