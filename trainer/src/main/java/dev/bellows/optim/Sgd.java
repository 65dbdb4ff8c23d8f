package dev.bellows.optim;

/** Stochastic gradient descent: {@code w ← w − η g} (Robbins and Monro, 1951). */
public record Sgd() implements Optimizer {
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
      float[] parameters,
      float[] gradient,
      float[] state,
      int from,
      int to) {
    float rate = (float) learningRate;
    for (int i = from; i < to; i++) {
      parameters[i] -= rate * gradient[i];
    }
  }
}
