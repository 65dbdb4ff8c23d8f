package dev.bellows.optim;

/**
 * SGD with Nesterov's momentum (1983): {@code v ← μ v + g}, {@code w ← w − η (g + μ v)} (in this
 * form Sutskever, Martens, Dahl and Hinton, 2013, and PyTorch). One slot of state: v.
 *
 * @param momentum μ, in [0, 1)
 * @param weightDecay λ, decoupled, at least 0
 */
public record Nesterov(double momentum, double weightDecay) implements UpdateRule {
  public Nesterov {
    Constants.checkFraction("momentum", momentum);
    Constants.checkNotNegative("weight-decay", weightDecay);
  }

  @Override
  public String name() {
    return "nesterov";
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
      float g = gradient[i];
      float velocity = mu * velocities[i] + g;
      velocities[i] = velocity;
      parameters[i] = kept * parameters[i] - rate * (g + mu * velocity);
    }
  }
}
