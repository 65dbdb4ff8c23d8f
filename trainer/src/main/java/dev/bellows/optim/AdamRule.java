package dev.bellows.optim;

/**
 * The formula that {@link Adam} and {@link AdamW} share; they differ in their usual decay. It
 * brings the {@link Moments} up to date in the same pass, since most networks are trained by it.
 */
sealed interface AdamRule extends UpdateRule permits Adam, AdamW {
  double beta1();

  double beta2();

  double epsilon();

  @Override
  default double usualLearningRate() {
    return 0.001;
  }

  @Override
  default int stateSlots() {
    return 2;
  }

  @Override
  default void update(
      long step,
      double learningRate,
      double decay,
      float[] parameters,
      float[] gradient,
      float[][] state,
      int from,
      int to) {
    float old1 = (float) beta1();
    float old2 = (float) beta2();
    float fresh1 = (float) (1 - beta1());
    float fresh2 = (float) (1 - beta2());
    float tiny = (float) epsilon();
    float rate = (float) (learningRate / Moments.share(beta1(), step));
    float correction = Moments.rootCorrection(beta2(), step);
    float kept = (float) (1 - learningRate * decay);
    float[] first = state[0];
    float[] second = state[1];
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = old1 * first[i] + fresh1 * g;
      float v = old2 * second[i] + fresh2 * g * g;
      first[i] = m;
      second[i] = v;
      float change = rate * m / ((float) Math.sqrt(v) * correction + tiny);
      parameters[i] = kept * parameters[i] - change;
    }
  }
}
