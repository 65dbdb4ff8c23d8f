package dev.bellows.nn;

import dev.bellows.linalg.Blas;
import java.util.Arrays;
import java.util.List;

/**
 * A fully connected layer: {@code y = activation(x Wᵀ + b)}.
 *
 * <pre>
 * x     rows × inputs        W  units × inputs     b  units
 * z, y  rows × units         dW units × inputs     db units
 * </pre>
 *
 * <p>The slice holds W, then b, both row-major. BLAS reads a row-major matrix as its column-major
 * transpose, so the three products are
 *
 * <pre>
 * forward   zᵀ [units × rows]    = W   [units × inputs] · xᵀ [inputs × rows]
 * weights   dWᵀ [inputs × units] = xᵀ  [inputs × rows]  · dz [rows × units]
 * inputs    dxᵀ [inputs × rows]  = Wᵀ  [inputs × units] · dzᵀ [units × rows]
 * </pre>
 */
public final class Dense implements Layer {
  private static final long serialVersionUID = 1;
  private final int inputs;
  private final int units;
  private final Activation activation;
  private final Initializer initializer;

  /**
   * @throws IllegalArgumentException if a size is below 1, or if there is not one activation a unit
   */
  public Dense(int inputs, int units, Activation activation, Initializer initializer) {
    if (inputs < 1 || units < 1) {
      throw new IllegalArgumentException(
          "Invalid dense layer: %d inputs, %d units: both must be ≥ 1".formatted(inputs, units));
    }
    if (activation instanceof PerUnit list && list.activations().size() != units) {
      throw new IllegalArgumentException(
          "Invalid activation: a list of %d for %d units: give one for each unit"
              .formatted(list.activations().size(), units));
    }
    this.inputs = inputs;
    this.units = units;
    this.activation = activation;
    this.initializer = initializer;
  }

  @Override
  public String name() {
    return "dense";
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int outputs() {
    return units;
  }

  /** What is applied to {@code x Wᵀ + b}. */
  public Activation activation() {
    return activation;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("weight", List.of(units, inputs), Parameter.Penalty.PENALIZED),
        new Parameter("bias", List.of(units), Parameter.Penalty.FREE));
  }

  @Override
  public boolean isSmooth() {
    return activation.isSmooth();
  }

  @Override
  public void initialize(float[] parameters, int offset, long key) {
    initializer.fill(parameters, offset, units * inputs, inputs, units, key);
    Arrays.fill(parameters, offset + units * inputs, offset + units * inputs + units, 0);
  }

  @Override
  public void forward(
      Pass pass, float[] parameters, int offset, float[] x, int xOffset, float[] y) {
    int rows = pass.rows();
    int bias = offset + units * inputs;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(parameters, bias, y, row * units, units);
    }
    Blas.sgemm(
        "T",
        "N",
        units,
        rows,
        inputs,
        1,
        parameters,
        offset,
        inputs,
        x,
        xOffset,
        inputs,
        1,
        y,
        0,
        units);
    activation.forward(y, rows, units);
  }

  @Override
  public void backward(
      Pass pass,
      float[] parameters,
      int offset,
      float[] x,
      int xOffset,
      float[] y,
      float[] dy,
      float[] dx,
      float[] gradient) {
    int rows = pass.rows();
    activation.backward(y, dy, rows, units);
    Blas.sgemm(
        "N", "T", inputs, units, rows, 1, x, xOffset, inputs, dy, 0, units, 0, gradient, offset,
        inputs);
    sumRows(dy, rows, gradient, offset + units * inputs);
    if (dx != null) {
      Blas.sgemm(
          "N",
          "N",
          inputs,
          rows,
          units,
          1,
          parameters,
          offset,
          inputs,
          dy,
          0,
          units,
          0,
          dx,
          0,
          inputs);
    }
  }

  private void sumRows(float[] dz, int rows, float[] gradient, int bias) {
    Arrays.fill(gradient, bias, bias + units, 0);
    for (int row = 0; row < rows; row++) {
      int from = row * units;
      for (int unit = 0; unit < units; unit++) {
        gradient[bias + unit] += dz[from + unit];
      }
    }
  }
}
