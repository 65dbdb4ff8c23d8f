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
    Constants.checkFraction("beta1", beta1);
    Constants.checkFraction("beta2", beta2);
    Constants.checkPositive("epsilon", epsilon);
    Constants.checkNotNegative("weight-decay", weightDecay);
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
    float old1 = (float) beta1;
    float old2 = (float) beta2;
    float fresh1 = (float) (1 - beta1);
    float fresh2 = (float) (1 - beta2);
    float tiny = (float) epsilon;
    float rate = (float) (learningRate / (1 - StrictMath.pow(beta1, (double) step)));
    float correction = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) step)));
    float kept = (float) (1 - learningRate * decay);
    float[] first = state[0];
    float[] second = state[1];
    float[] largest = state[2];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = old1 * first[i] + fresh1 * g;
      float v = old2 * second[i] + fresh2 * g * g;
      float u = Math.max(largest[i], v);
      first[i] = m;
      second[i] = v;
      largest[i] = u;
      float change = rate * m / ((float) Math.sqrt(u) * correction + tiny);
      parameters[i] = kept * parameters[i] - change;
    }
  }
}
