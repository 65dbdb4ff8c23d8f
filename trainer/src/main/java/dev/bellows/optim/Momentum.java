package dev.bellows.optim;

/**
 * SGD with momentum: {@code v ← μ v + g}, {@code w ← w − η v} (Polyak's heavy ball, 1964; in this
 * form Sutskever, Martens, Dahl and Hinton, 2013). One slot of state: v.
 *
 * @param momentum μ, in [0, 1)
 * @param weightDecay λ, decoupled, at least 0
 */
public record Momentum(double momentum, double weightDecay) implements UpdateRule {
  public Momentum {
    Constants.checkFraction("momentum", momentum);
    Constants.checkNotNegative("weight-decay", weightDecay);
  }

  @Override
  public String name() {
    return "momentum";
  }

  @Override
  public int stateSlots() {
    return 1;
  }

  @Override
  public void update(
      long step,
      double learningRate,
      double decay,
      float[] parameters,
      float[] gradient,
      float[][] state,
      int from,
      int to) {
    float rate = (float) learningRate;
    float kept = (float) (1 - learningRate * decay);
    float mu = (float) momentum;
    float[] velocities = state[0];
    for (int i = from; i < to; i++) {
      float velocity = mu * velocities[i] + gradient[i];
      velocities[i] = velocity;
      parameters[i] = kept * parameters[i] - rate * velocity;
    }
  }
}
