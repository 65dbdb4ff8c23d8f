package dev.bellows.optim;

/**
 * NAdam (Dozat, 2016): {@link Adam} with Nesterov's momentum, {@code w ← w − η ((1 − μₜ) g / (1 −
 * μ₁ ⋯ μₜ) + μₜ₊₁ m / (1 − μ₁ ⋯ μₜ₊₁)) / (√v̂ + ε)} with {@code μₜ = β₁ (1 − 0.96^(ψ t) / 2)},
 * which grows from near β₁ / 2 to β₁. Two slots of state: m, v.
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 * @param momentumDecay ψ, at least 0
 * @param weightDecay λ, decoupled, at least 0
 */
public record NAdam(
    double beta1, double beta2, double epsilon, double momentumDecay, double weightDecay)
    implements UpdateRule {
  private static final double SHRINKING = 0.96;
  private static final double NEGLIGIBLE = 0x1p-40;

  public NAdam {
    Moments.check(beta1, beta2, epsilon, weightDecay);
    Constants.checkNotNegative("momentum-decay", momentumDecay);
  }

  @Override
  public String name() {
    return "nadam";
  }

  @Override
  public double usualLearningRate() {
    return 0.002;
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
    double next = mu(step + 1);
    double product = product(step);
    float fresh = (float) (learningRate * (1 - mu(step)) / (1 - product));
    float ahead = (float) (learningRate * next / (1 - product * next));
    Moments.update(beta1, beta2, gradient, state, from, to);
    float tiny = (float) epsilon;
    float correction = Moments.rootCorrection(beta2, step);
    float kept = (float) (1 - learningRate * decay);
    float[] first = state[0];
    float[] second = state[1];
    for (int i = from; i < to; i++) {
      float change =
          (fresh * gradient[i] + ahead * first[i])
              / ((float) Math.sqrt(second[i]) * correction + tiny);
      parameters[i] = kept * parameters[i] - change;
    }
  }

  private double mu(long step) {
    return beta1 * (1 - 0.5 * StrictMath.pow(SHRINKING, step * momentumDecay));
  }

  /** {@code μ₁ ⋯ μₜ}; 0 where no float would notice. */
  private double product(long step) {
    double ratio = StrictMath.pow(SHRINKING, momentumDecay);
    double power = 1;
    double product = 1;
    for (long t = 1; t <= step; t++) {
      power *= ratio;
      product *= beta1 * (1 - 0.5 * power);
      if (product < NEGLIGIBLE) {
        return 0;
      }
    }
    return product;
  }
}
