package dev.bellows.optim;

/**
 * Adagrad (Duchi, Hazan and Singer, 2011): {@code s ← s + g²}, {@code w ← w − η g / (√s + ε)}. One
 * slot of state: s.
 *
 * @param epsilon ε, above 0
 * @param weightDecay λ, decoupled, at least 0
 */
public record Adagrad(double epsilon, double weightDecay) implements UpdateRule {
  public Adagrad {
    Constants.checkPositive("epsilon", epsilon);
    Constants.checkNotNegative("weight-decay", weightDecay);
  }

  @Override
  public String name() {
    return "adagrad";
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
    float tiny = (float) epsilon;
    float[] squares = state[0];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float s = squares[i] + g * g;
      squares[i] = s;
      parameters[i] = kept * parameters[i] - rate * g / ((float) Math.sqrt(s) + tiny);
    }
  }
}
