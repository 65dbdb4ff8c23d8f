package dev.bellows.nn;

import dev.bellows.data.Shape;
import dev.bellows.linalg.Elementwise;

/**
 * A simple recurrent layer: {@code h_t = f(x_t Wᵢᵀ + h_{t−1} Wₕᵀ + b)}, f being tanh or ReLU
 * (Elman, 1990). Weights lie as those of PyTorch's {@code nn.RNN} do; the bias is the sum of its
 * two.
 */
public final class Rnn extends Recurrent {
  private static final long serialVersionUID = 1;
  private final Spec spec;
  private final boolean rectified;

  /**
   * The layer before its input is known.
   *
   * @param units of the state; at least 1
   * @param returns null for the last state
   * @param activation f; null for tanh
   */
  public record Spec(Integer units, Returns returns, Activation activation) implements LayerSpec {
    private static final long serialVersionUID = 1;

    public Spec {
      Sizes.checkAtLeast(1, "units", units);
      returns = returns == null ? Returns.LAST : returns;
      activation = activation == null ? new PointwiseActivation.Tanh() : activation;
      if (!(activation instanceof PointwiseActivation.Tanh
          || activation instanceof PointwiseActivation.Relu)) {
        throw new IllegalArgumentException(
            "Invalid activation: %s: must be tanh or relu".formatted(activation.name()));
      }
    }

    @Override
    public String name() {
      return "rnn";
    }

    @Override
    public Rnn build(Shape input) {
      return new Rnn(input, this);
    }
  }

  private Rnn(Shape input, Spec spec) {
    super(input, spec.units(), spec.returns(), 1, 1, 1);
    this.spec = spec;
    this.rectified = spec.activation() instanceof PointwiseActivation.Relu;
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public long piece(LayerPass pass, float[] x, int xOffset, float[] y) {
    return spec.activation().piece(state(pass, 0), stateSize(pass));
  }

  @Override
  void stepForward(LayerPass pass, int from, int to) {
    float[] state = state(pass, 0);
    System.arraycopy(sum(pass, 0), from, state, from, to - from);
    if (rectified) {
      Elementwise.relu(state, from, to);
    } else {
      Elementwise.tanh(state, from, to);
    }
  }

  @Override
  void stepBackward(LayerPass pass, int from, int to) {
    float[] h = state(pass, 0);
    float[] dh = gradient(pass);
    float[] sum = sum(pass, 0);
    if (rectified) {
      for (int i = from; i < to; i++) {
        sum[i] = h[i] > 0 ? dh[i] : 0;
      }
    } else {
      for (int i = from; i < to; i++) {
        sum[i] = dh[i] * (1 - h[i] * h[i]);
      }
    }
  }
}
