package dev.bellows.train;

/** A step by an update rule: one gradient sum, one update. */
final class GradientStep implements TrainingStep {
  private final Engine engine;
  private final TrainingListener listener;
  private final Update update;

  GradientStep(Program program, TrainingPlan plan, Engine engine, TrainingListener listener) {
    this.engine = engine;
    this.listener = listener;
    this.update =
        new Update(
            program.network(),
            plan,
            (long) plan.epochs() * program.stepsPerEpoch(),
            engine.idleThreads(),
            engine::ready);
  }

  @Override
  public double learningRate(long step, TrainingState state) {
    return update.learningRate(step, state);
  }

  @Override
  public StepSum take(TrainingState state, int epoch) {
    long start = System.nanoTime();
    StepSum sum = engine.gradient(state.step(), state.parameters());
    long summed = System.nanoTime();
    if (sum == null || sum.weight() == 0) {
      return sum;
    }
    double rate = learningRate(state.step(), state);
    double norm;
    try {
      norm = update.apply(state, sum, rate);
    } catch (DivergedException e) {
      state.restoreFinite();
      throw e;
    }
    long compute = Math.min(sum.computeNanos() / engine.parallelism(), summed - start);
    listener.onStep(
        new StepReport(
            state.step(),
            epoch,
            sum.loss() / sum.weight(),
            norm,
            rate,
            sum.rows(),
            compute,
            summed - start - compute,
            System.nanoTime() - summed,
            engine.executors()));
    return sum;
  }
}
