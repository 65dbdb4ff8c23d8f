package dev.bellows.optim;

/**
 * Adam (Kingma and Ba, 2015): {@code m ← β₁ m + (1 − β₁) g}, {@code v ← β₂ v + (1 − β₂) g²}, {@code
 * w ← w − η m̂ / (√v̂ + ε)} with {@code m̂ = m / (1 − β₁ᵗ)}, {@code v̂ = v / (1 − β₂ᵗ)}. Two slots
 * of state: m, v.
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 */
public record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
  public Adam {
    check("beta1", beta1);
    check("beta2", beta2);
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("Invalid epsilon: %s: must be > 0".formatted(epsilon));
    }
  }

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public double usualLearningRate() {
    return 0.001;
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
    float decay1 = (float) beta1;
    float decay2 = (float) beta2;
    float fresh1 = (float) (1 - beta1);
    float fresh2 = (float) (1 - beta2);
    float rate = (float) (learningRate / (1 - StrictMath.pow(beta1, (double) step)));
    float correction = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) step)));
    float tiny = (float) epsilon;
    float kept = (float) (1 - learningRate * decay);
    float[] first = state[0];
    float[] second = state[1];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = decay1 * first[i] + fresh1 * g;
      float v = decay2 * second[i] + fresh2 * g * g;
      first[i] = m;
      second[i] = v;
      parameters[i] = kept * parameters[i] - rate * m / ((float) Math.sqrt(v) * correction + tiny);
    }
  }

  private static void check(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s: must be ≥ 0 and < 1".formatted(name, value));
    }
  }
}
