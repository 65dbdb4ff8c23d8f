package dev.bellows.train;

import dev.bellows.linalg.Elementwise;
import dev.bellows.linalg.Sums;
import dev.bellows.nn.Network;
import dev.bellows.nn.Parameter;
import dev.bellows.optim.Lbfgs;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.StrongWolfe;
import java.util.List;

/**
 * An iteration of {@link Lbfgs}: a direction, and a line search along it that asks the engine for
 * the gradient of all rows at one point after another. What it minimises is the mean loss with its
 * penalties, always that of step 0: the same rows in the same order, so that two values can be
 * compared.
 */
final class LineSearchStep implements TrainingStep {
  private final Lbfgs rule;
  private final double firstLength;
  private final Regularization penalties;
  private final Engine engine;
  private final TrainingListener listener;
  private final List<Network.Block> blocks;
  private final int length;

  private float[] gradient; // where the weights are
  private float[] trialGradient; // where the line search is
  private final float[] trial;
  private final float[] direction;
  private StepSum sum; // where the line search is
  private StrongWolfe.Point tried; // its last point
  private boolean isKnown; // whether tried and trialGradient are those of the weights
  private boolean isConverged;
  private double taken;
  private long evaluating;
  private long computing;

  /**
   * @throws IllegalArgumentException if an epoch has more than one step, or the loss is no sum over
   *     rows: a layer draws random numbers, or mixes rows
   */
  LineSearchStep(
      Lbfgs rule, Program program, TrainingPlan plan, Engine engine, TrainingListener listener) {
    if (program.stepsPerEpoch() != 1) {
      throw new IllegalArgumentException(
          "Invalid steps of an epoch: %d: lbfgs takes all rows in each; must be 1"
              .formatted(program.stepsPerEpoch()));
    }
    Network network = program.network();
    if (network.isRandom() || network.mixesRows()) {
      throw new IllegalArgumentException(
          "Invalid network: a layer draws random numbers or mixes rows, and lbfgs compares sums over rows; leave it out, or take another optimizer");
    }
    this.rule = rule;
    this.firstLength = plan.learningRate();
    this.penalties = plan.regularization();
    this.engine = engine;
    this.listener = listener;
    this.blocks = network.blocks();
    this.length = network.parameterCount();
    this.gradient = new float[length];
    this.trialGradient = new float[length];
    this.direction = new float[length];
    this.trial = new float[length];
  }

  /** The length of the last step along its direction. */
  @Override
  public double learningRate(long step, TrainingState state) {
    return taken;
  }

  @Override
  public boolean isConverged() {
    return isConverged;
  }

  @Override
  public StepSum take(TrainingState state, int epoch) {
    long begin = System.nanoTime();
    evaluating = 0;
    computing = 0;
    if (!isKnown) {
      System.arraycopy(state.parameters(), 0, trial, 0, length);
      evaluate(0);
    }
    if (sum == null || sum.weight() == 0) {
      return sum;
    }
    StrongWolfe.Point start = tried;
    swapGradients();
    double norm = Math.sqrt(Elementwise.sumOfSquares(gradient, 0, length));
    if (!Double.isFinite(start.value()) || !Double.isFinite(norm)) {
      throw DivergedException.at(
          state.step(),
          start.value(),
          "scaling: standardize, or an initializer with smaller weights",
          blocks,
          state.parameters(),
          sum.gradient());
    }
    StepSum before = countsOf(sum);
    taken = 0;
    if (!rule.isConverged(start.value(), norm)) {
      walk(state, start.value(), norm);
    }
    isKnown = taken > 0;
    isConverged = !isKnown || rule.isConverged(tried.value(), norm(trialGradient));
    report(state, epoch, before, norm, System.nanoTime() - begin);
    return before;
  }

  /** Goes along Newton's direction or, where that leads nowhere, along the gradient. */
  private void walk(TrainingState state, double value, double norm) {
    float[][] memory = state.optimizerState();
    rule.direction(memory, gradient, direction);
    boolean isNewton = !rule.isForgotten(memory);
    double step = isNewton ? firstLength : firstLength * Math.min(1, 1 / norm);
    double reached = search(state.parameters(), value, step);
    if (reached == 0 && isNewton) {
      rule.forget(memory);
      rule.direction(memory, gradient, direction);
      reached = search(state.parameters(), value, firstLength * Math.min(1, 1 / norm));
    }
    if (reached > 0) {
      taken = reached;
      rule.remember(memory, state.parameters(), trial, gradient, trialGradient);
      System.arraycopy(trial, 0, state.parameters(), 0, length);
    }
  }

  /** The step that was found, and evaluated last; 0 for none. */
  private double search(float[] parameters, double value, double firstStep) {
    double slope = Sums.products(gradient, 0, direction, 0, length, 0);
    if (!(slope < 0)) {
      return 0;
    }
    StrongWolfe.Point point =
        StrongWolfe.search(
            step -> evaluate(parameters, step), new StrongWolfe.Point(0, value, slope), firstStep);
    if (point.step() > 0 && point.step() != tried.step()) {
      evaluate(parameters, point.step());
    }
    return point.step();
  }

  private StrongWolfe.Point evaluate(float[] parameters, double step) {
    float factor = (float) step;
    for (int i = 0; i < length; i++) {
      trial[i] = parameters[i] + factor * direction[i];
    }
    if (Elementwise.allFinite(trial, 0, length)) {
      evaluate(step);
    } else {
      tried = new StrongWolfe.Point(step, Double.POSITIVE_INFINITY, Double.NaN);
    }
    return tried;
  }

  /** Asks for the gradient at the trial weights. */
  private void evaluate(double step) {
    long start = System.nanoTime();
    sum = engine.gradient(0, trial);
    evaluating += System.nanoTime() - start;
    if (sum == null || sum.weight() == 0) {
      return;
    }
    computing += sum.computeNanos() / engine.parallelism();
    float scale = (float) (1 / sum.weight());
    for (int i = 0; i < length; i++) {
      trialGradient[i] = scale * sum.gradient()[i];
    }
    double value = sum.loss() / sum.weight();
    for (Network.Block block : blocks) {
      if (block.parameter().penalty() == Parameter.Penalty.PENALIZED) {
        int end = block.offset() + block.parameter().size();
        penalties.addGradient(trial, trialGradient, block.offset(), end);
        value += penalties.penalty(trial, block.offset(), end);
      }
    }
    double slope = Sums.products(trialGradient, 0, direction, 0, length, 0);
    tried = new StrongWolfe.Point(step, value, slope);
  }

  /** What outlives the engine's next gradient. */
  private static StepSum countsOf(StepSum sum) {
    return new StepSum(new float[0], sum.loss(), sum.weight(), sum.rows(), sum.computeNanos());
  }

  private void swapGradients() {
    float[] swapped = gradient;
    gradient = trialGradient;
    trialGradient = swapped;
  }

  private double norm(float[] vector) {
    return Math.sqrt(Elementwise.sumOfSquares(vector, 0, length));
  }

  private void report(TrainingState state, int epoch, StepSum before, double norm, long nanos) {
    long compute = Math.min(computing, evaluating);
    listener.onStep(
        new StepReport(
            state.step(),
            epoch,
            before.loss() / before.weight(),
            norm,
            taken,
            before.rows(),
            compute,
            evaluating - compute,
            nanos - evaluating,
            engine.executors()));
  }
}
