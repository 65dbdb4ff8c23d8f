package dev.bellows.nn;

import dev.bellows.data.Shape;
import dev.bellows.linalg.Elementwise;

/**
 * A layer of gated recurrent units (Cho et al., 2014), in PyTorch's variant, which resets after the
 * product:
 *
 * <pre>
 * r = σ(x_t Wᵢᵣᵀ + h_{t−1} Wₕᵣᵀ + bᵣ)
 * z = σ(x_t Wᵢ_zᵀ + h_{t−1} Wₕ_zᵀ + b_z)
 * q = h_{t−1} Wₕₙᵀ + b_q
 * n = tanh(x_t Wᵢₙᵀ + bₙ + r ⊙ q)
 * h_t = (1 − z) ⊙ n + z ⊙ h_{t−1}
 * </pre>
 *
 * <p>Weights lie as those of PyTorch's {@code nn.GRU} do: r, z, n. The bias has four parts: those
 * of r and z, which are the sums of PyTorch's two, then bₙ and b_q.
 */
public final class Gru extends Recurrent {
  private static final long serialVersionUID = 1;
  private static final int R = 0;
  private static final int Z = 1;
  private static final int N = 2;
  private static final int Q = 3;
  private final Spec spec;

  /**
   * The layer before its input is known.
   *
   * @param units of the state; at least 1
   * @param returns null for the last state
   */
  public record Spec(Integer units, Returns returns) implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      Sizes.checkAtLeast(1, "units", units);
      returns = returns == null ? Returns.LAST : returns;
    }

    @Override
    public String name() {
      return "gru";
    }

    @Override
    public Gru build(Shape input) {
      return new Gru(input, this);
    }
  }

  private Gru(Shape input, Spec spec) {
    super(input, spec.units(), spec.returns(), 3, 4, 1);
    this.spec = spec;
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  int recurrentSum(int gate) {
    return gate == N ? Q : gate;
  }

  @Override
  void stepForward(LayerPass pass, int from, int to) {
    float[] r = sum(pass, R);
    float[] z = sum(pass, Z);
    float[] n = sum(pass, N);
    float[] q = sum(pass, Q);
    float[] h = state(pass, 0);
    float[] before = before(pass, 0);
    Elementwise.sigmoid(r, from, to);
    Elementwise.sigmoid(z, from, to);
    for (int i = from; i < to; i++) {
      n[i] += r[i] * q[i];
    }
    Elementwise.tanh(n, from, to);
    for (int i = from; i < to; i++) {
      h[i] = (1 - z[i]) * n[i] + z[i] * before[i];
    }
  }

  @Override
  void stepBackward(LayerPass pass, int from, int to) {
    float[] r = sum(pass, R);
    float[] z = sum(pass, Z);
    float[] n = sum(pass, N);
    float[] q = sum(pass, Q);
    float[] before = before(pass, 0);
    float[] gradient = gradient(pass);
    float[] carry = carry(pass);
    for (int i = from; i < to; i++) {
      float dh = gradient[i] + carry[i];
      carry[i] = dh * z[i];
      float dn = dh * (1 - z[i]) * (1 - n[i] * n[i]);
      z[i] = dh * (before[i] - n[i]) * z[i] * (1 - z[i]);
      n[i] = dn;
      float dr = dn * q[i] * r[i] * (1 - r[i]);
      q[i] = dn * r[i];
      r[i] = dr;
    }
  }
}
