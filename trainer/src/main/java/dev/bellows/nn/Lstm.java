package dev.bellows.nn;

import dev.bellows.data.Shape;
import dev.bellows.linalg.Elementwise;

/**
 * A long short-term memory (Hochreiter and Schmidhuber, 1997), with forget gates (Gers, Schmidhuber
 * and Cummins, 2000):
 *
 * <pre>
 * i = σ(x_t Wᵢᵢᵀ + h_{t−1} Wₕᵢᵀ + bᵢ)       f, o alike, with their own weights
 * g = tanh(x_t Wᵢ_gᵀ + h_{t−1} Wₕ_gᵀ + b_g)
 * c_t = f ⊙ c_{t−1} + i ⊙ g
 * h_t = o ⊙ tanh c_t
 * </pre>
 *
 * <p>Weights lie as those of PyTorch's {@code nn.LSTM} do: i, f, g, o; the bias is the sum of its
 * two.
 */
public final class Lstm extends Recurrent {
  private static final long serialVersionUID = 1;
  private static final int I = 0;
  private static final int F = 1;
  private static final int G = 2;
  private static final int O = 3;
  private static final int CELL = 1; // the state beside h
  private final Spec spec;

  /**
   * The layer before its input is known.
   *
   * @param units of the state; at least 1
   * @param returns null for the last state
   * @param forgetBias what the forget gates' biases begin as; 1 lets a new network remember
   *     (Jozefowicz, Zaremba and Sutskever, 2015)
   */
  public record Spec(Integer units, Returns returns, double forgetBias) implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      Sizes.checkAtLeast(1, "units", units);
      returns = returns == null ? Returns.LAST : returns;
      if (!Double.isFinite(forgetBias)) {
        throw new IllegalArgumentException(
            "Invalid forget-bias: %s: must be a number".formatted(forgetBias));
      }
    }

    /** With a forget bias of 1. */
    public Spec(Integer units, Returns returns) {
      this(units, returns, 1);
    }

    @Override
    public String name() {
      return "lstm";
    }

    @Override
    public Lstm build(Shape input) {
      return new Lstm(input, this);
    }
  }

  private Lstm(Shape input, Spec spec) {
    super(input, spec.units(), spec.returns(), 4, 4, 2);
    this.spec = spec;
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  float initialBias(int sum) {
    return sum == F ? (float) spec.forgetBias() : 0;
  }

  @Override
  void stepForward(LayerPass pass, int from, int to) {
    float[] i = sum(pass, I);
    float[] f = sum(pass, F);
    float[] g = sum(pass, G);
    float[] o = sum(pass, O);
    float[] c = state(pass, CELL);
    float[] before = before(pass, CELL);
    float[] squashed = pass.floats(OTHER, c.length); // tanh c
    float[] h = state(pass, 0);
    Elementwise.sigmoid(i, from, to);
    Elementwise.sigmoid(f, from, to);
    Elementwise.tanh(g, from, to);
    Elementwise.sigmoid(o, from, to);
    for (int k = from; k < to; k++) {
      c[k] = f[k] * before[k] + i[k] * g[k];
    }
    System.arraycopy(c, from, squashed, from, to - from);
    Elementwise.tanh(squashed, from, to);
    for (int k = from; k < to; k++) {
      h[k] = o[k] * squashed[k];
    }
  }

  @Override
  void stepBackward(LayerPass pass, int from, int to) {
    float[] i = sum(pass, I);
    float[] f = sum(pass, F);
    float[] g = sum(pass, G);
    float[] o = sum(pass, O);
    float[] before = before(pass, CELL);
    float[] squashed = pass.floats(OTHER, 0);
    float[] dh = gradient(pass);
    float[] carry = carry(pass);
    for (int k = from; k < to; k++) {
      float dc = carry[k] + dh[k] * o[k] * (1 - squashed[k] * squashed[k]);
      carry[k] = dc * f[k];
      o[k] = dh[k] * squashed[k] * o[k] * (1 - o[k]);
      f[k] = dc * before[k] * f[k] * (1 - f[k]);
      float di = dc * g[k] * i[k] * (1 - i[k]);
      g[k] = dc * i[k] * (1 - g[k] * g[k]);
      i[k] = di;
    }
  }
}
