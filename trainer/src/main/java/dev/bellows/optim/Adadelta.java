package dev.bellows.optim;

/**
 * Adadelta (Zeiler, 2012): {@code v ← ρ v + (1 − ρ) g²}, {@code d = g √(u + ε) / √(v + ε)}, {@code
 * u ← ρ u + (1 − ρ) d²}, {@code w ← w − η d}. Two slots of state: v, u.
 *
 * @param rho ρ, in [0, 1)
 * @param epsilon ε, above 0
 * @param weightDecay λ, decoupled, at least 0
 */
public record Adadelta(double rho, double epsilon, double weightDecay) implements UpdateRule {
  public Adadelta {
    Constants.checkFraction("rho", rho);
    Constants.checkPositive("epsilon", epsilon);
    Constants.checkNotNegative("weight-decay", weightDecay);
  }

  @Override
  public String name() {
    return "adadelta";
  }

  @Override
  public double usualLearningRate() {
    return 1;
  }

  @Override
  public int stateSlots() {
    return 2;
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
    float old = (float) rho;
    float fresh = (float) (1 - rho);
    float tiny = (float) epsilon;
    float[] gradients = state[0];
    float[] updates = state[1];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float u = updates[i];
      float v = old * gradients[i] + fresh * g * g;
      float d = g * ((float) Math.sqrt(u + tiny) / (float) Math.sqrt(v + tiny));
      gradients[i] = v;
      updates[i] = old * u + fresh * d * d;
      parameters[i] = kept * parameters[i] - rate * d;
    }
  }
}
