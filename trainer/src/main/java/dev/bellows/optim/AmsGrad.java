package dev.bellows.optim;

/**
 * AMSGrad (Reddi, Kale and Kumar, 2018): {@link Adam} with the largest v so far, {@code u ← max(u,
 * v)}, in the denominator: {@code w ← w − η m̂ / (√û + ε)} with {@code û = u / (1 − β₂ᵗ)}. Three
 * slots of state: m, v, u.
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 * @param weightDecay λ, decoupled, at least 0
 */
public record AmsGrad(double beta1, double beta2, double epsilon, double weightDecay)
    implements UpdateRule {
  public AmsGrad {
    Moments.check(beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public String name() {
    return "amsgrad";
  }

  @Override
  public double usualLearningRate() {
    return 0.001;
  }

  @Override
  public int stateSlots() {
    return 3;
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
    Moments.update(beta1, beta2, gradient, state, from, to);
    float tiny = (float) epsilon;
    float rate = (float) (learningRate / Moments.share(beta1, step));
    float correction = Moments.rootCorrection(beta2, step);
    float kept = (float) (1 - learningRate * decay);
    float[] first = state[0];
    float[] second = state[1];
    float[] largest = state[2];
    for (int i = from; i < to; i++) {
      float u = Math.max(largest[i], second[i]);
      largest[i] = u;
      float change = rate * first[i] / ((float) Math.sqrt(u) * correction + tiny);
      parameters[i] = kept * parameters[i] - change;
    }
  }
}
