package dev.bellows.optim;

import dev.bellows.linalg.Elementwise;

/**
 * LAMB, for large batches (You, Li, Reddi, Hseu, Kumar et al., 2020): with m̂ and v̂ of {@link
 * Adam}, {@code u ← m̂ / (√v̂ + ε) + λ w} and {@code w ← w − η ‖w‖ / ‖u‖ u}, where w is one weight
 * or bias of a layer and the ratio is 1 where a norm is 0. Two slots of state: m, v. The range of
 * the gradient is overwritten with u.
 *
 * @param beta1 β₁, in [0, 1)
 * @param beta2 β₂, in [0, 1)
 * @param epsilon ε, above 0
 * @param weightDecay λ, inside u, at least 0
 */
public record Lamb(double beta1, double beta2, double epsilon, double weightDecay)
    implements UpdateRule {
  public Lamb {
    Constants.checkFraction("beta1", beta1);
    Constants.checkFraction("beta2", beta2);
    Constants.checkPositive("epsilon", epsilon);
    Constants.checkNotNegative("weight-decay", weightDecay);
  }

  @Override
  public String name() {
    return "lamb";
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
  public boolean isLayerwise() {
    return true;
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
    direction(step, decay, parameters, gradient, state, from, to);
    double norm = Math.sqrt(Elementwise.sumOfSquares(parameters, from, to));
    double length = Math.sqrt(Elementwise.sumOfSquares(gradient, from, to));
    double ratio = norm > 0 && length > 0 ? norm / length : 1;
    float rate = (float) (learningRate * ratio);
    for (int i = from; i < to; i++) {
      parameters[i] -= rate * gradient[i];
    }
  }

  /** Replaces the gradient with u. */
  private void direction(
      long step,
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
    float correction1 = (float) (1 / (1 - StrictMath.pow(beta1, (double) step)));
    float correction2 = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) step)));
    float lambda = (float) decay;
    float[] first = state[0];
    float[] second = state[1];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = old1 * first[i] + fresh1 * g;
      float v = old2 * second[i] + fresh2 * g * g;
      first[i] = m;
      second[i] = v;
      float adam = correction1 * m / ((float) Math.sqrt(v) * correction2 + tiny);
      gradient[i] = adam + lambda * parameters[i];
    }
  }
}
