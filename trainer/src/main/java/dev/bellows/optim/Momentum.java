package dev.bellows.optim;

/**
 * SGD with momentum, as Sutskever, Martens, Dahl and Hinton (2013) and PyTorch have it: {@code v ←
 * μ v + g}, then {@code w ← w − η v} (Polyak's heavy ball, 1964) or {@code w ← w − η (g + μ v)}
 * (Nesterov, 1983). One slot of state: v.
 *
 * @param momentum μ, in [0, 1)
 * @param kind which of the two
 */
public record Momentum(double momentum, Kind kind) implements Optimizer {
  /** Where the gradient is looked at. */
  public enum Kind {
    HEAVY_BALL,
    NESTEROV
  }

  public Momentum {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "Invalid momentum: %s: must be ≥ 0 and < 1".formatted(momentum));
    }
  }

  @Override
  public String name() {
    return kind == Kind.NESTEROV ? "nesterov" : "momentum";
  }

  @Override
  public int stateSlots() {
    return 1;
  }

  @Override
  public void update(
      long step,
      double learningRate,
      float[] parameters,
      float[] gradient,
      float[] state,
      int from,
      int to) {
    float rate = (float) learningRate;
    float mu = (float) momentum;
    if (kind == Kind.NESTEROV) {
      for (int i = from; i < to; i++) {
        float velocity = mu * state[i] + gradient[i];
        state[i] = velocity;
        parameters[i] -= rate * (gradient[i] + mu * velocity);
      }
    } else {
      for (int i = from; i < to; i++) {
        float velocity = mu * state[i] + gradient[i];
        state[i] = velocity;
        parameters[i] -= rate * velocity;
      }
    }
  }
}
