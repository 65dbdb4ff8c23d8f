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
    Moments.check(beta1, beta2, epsilon, weightDecay);
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
    Moments.update(beta1, beta2, gradient, state, from, to);
    float tiny = (float) epsilon;
    float correction1 = (float) (1 / Moments.share(beta1, step));
    float correction2 = Moments.rootCorrection(beta2, step);
    float lambda = (float) decay;
    float[] first = state[0];
    float[] second = state[1];
    for (int i = from; i < to; i++) {
      float adam = correction1 * first[i] / ((float) Math.sqrt(second[i]) * correction2 + tiny);
      gradient[i] = adam + lambda * parameters[i];
    }
  }
}
