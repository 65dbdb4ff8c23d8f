package dev.bellows.optim;

/**
 * RMSprop (Tieleman and Hinton, 2012): {@code v ← ρ v + (1 − ρ) g²}, {@code w ← w − η g / (√v +
 * ε)}. One slot of state: v.
 *
 * @param rho ρ, in [0, 1)
 * @param epsilon ε, above 0
 * @param weightDecay λ, decoupled, at least 0
 */
public record RmsProp(double rho, double epsilon, double weightDecay) implements UpdateRule {
  public RmsProp {
    Constants.checkFraction("rho", rho);
    Constants.checkPositive("epsilon", epsilon);
    Constants.checkNotNegative("weight-decay", weightDecay);
  }

  @Override
  public String name() {
    return "rmsprop";
  }

  @Override
  public double usualLearningRate() {
    return 0.001;
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
    float old = (float) rho;
    float fresh = (float) (1 - rho);
    float tiny = (float) epsilon;
    float[] squares = state[0];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float v = old * squares[i] + fresh * g * g;
      squares[i] = v;
      parameters[i] = kept * parameters[i] - rate * g / ((float) Math.sqrt(v) + tiny);
    }
  }
}
