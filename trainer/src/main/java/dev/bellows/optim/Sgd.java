package dev.bellows.optim;

/**
 * Stochastic gradient descent: {@code w ← w − η g} (Robbins and Monro, 1951).
 *
 * @param weightDecay λ, decoupled, at least 0
 */
public record Sgd(double weightDecay) implements UpdateRule {
  public Sgd {
    Constants.checkNotNegative("weight-decay", weightDecay);
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public int stateSlots() {
    return 0;
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
    for (int i = from; i < to; i++) {
      parameters[i] = kept * parameters[i] - rate * gradient[i];
    }
  }
}
