package dev.bellows.train;

import dev.bellows.linalg.Elementwise;
import dev.bellows.nn.Network;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.UpdateRule;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * One optimiser step from a gradient sum: divide once, add the penalties, know the norm, clip,
 * update. No weight changes before the loss and the norm are known to be finite.
 *
 * <p>It goes through the parameters twice, range by range, each while it is in a core's cache and
 * on any thread that is free. Sums over ranges are added in their order, so that the number of
 * threads decides no bit.
 */
final class Update {
  /** Parameters from which on more than one thread pays. */
  private static final int PARALLEL = 100_000;

  private final List<Network.Block> blocks;
  private final List<UpdateRange> ranges;
  private final RunningStatistics statistics;
  private final int length; // of what is trained; statistics lie behind it
  private final TrainingPlan plan;
  private final UpdateRule rule;
  private final long steps;
  private final ChunkThreads threads;
  private final Ready whenReady;
  private final double[] squares; // a sum for each range
  private final boolean[] finite; // for each range
  private final IntConsumer prepare = this::prepare; // once, and not in every step
  private final IntConsumer update = this::update;

  // of the step that is being taken
  private TrainingState state;
  private float[] gradient;
  private double rate;
  private float scale;
  private double norm;

  /**
   * @param steps of the whole run
   * @param threads that may be used
   * @param whenReady is told which parameters are those of the next step, by any of the threads
   */
  Update(Network network, TrainingPlan plan, long steps, ChunkThreads threads, Ready whenReady) {
    this.blocks = network.blocks();
    this.rule = (UpdateRule) plan.optimizer();
    this.ranges = UpdateRange.of(blocks, rule, plan.regularization());
    this.statistics = new RunningStatistics(network);
    this.length = network.parameterCount();
    this.plan = plan;
    this.steps = steps;
    this.threads = threads;
    this.whenReady = whenReady;
    this.squares = new double[ranges.size()];
    this.finite = new boolean[ranges.size()];
  }

  /** Hears of parameters {@code from … to − 1} that an update has written. */
  interface Ready {
    void ready(float[] parameters, int from, int to);
  }

  /** The learning rate of {@code step}, counted from 0, as things stand. */
  double learningRate(long step, TrainingState state) {
    double factor = plan.schedule().factor(step, steps);
    return plan.learningRate() * factor * state.plateau().factor();
  }

  /**
   * Updates {@code state} and returns the norm of the gradient, penalties included, before
   * clipping.
   *
   * @param rate the step's {@link #learningRate}
   * @throws DivergedException if the loss or the norm is not finite, or an updated weight
   */
  double apply(TrainingState state, StepSum sum, double rate) {
    this.state = state;
    this.gradient = sum.gradient();
    this.rate = rate;
    this.scale = (float) (1 / sum.weight());
    forEachRange(prepare);
    double total = 0;
    for (double square : squares) {
      total += square;
    }
    norm = Math.sqrt(total);
    if (!Double.isFinite(sum.loss()) || !Double.isFinite(norm)) {
      throw diverged(state, sum);
    }
    forEachRange(update);
    boolean isFinite = true;
    for (boolean part : finite) {
      isFinite &= part;
    }
    statistics.update(state.parameters(), sum);
    if (!isFinite
        || !Elementwise.allFinite(state.parameters(), length, state.parameters().length)) {
      throw diverged(state, sum);
    }
    return norm;
  }

  private void forEachRange(IntConsumer work) {
    if (length >= PARALLEL) {
      threads.run(ranges.size(), work);
    } else {
      for (int i = 0; i < ranges.size(); i++) {
        work.accept(i);
      }
    }
  }

  /** Makes a range of the sum that of the mean loss with its penalties, and knows its squares. */
  private void prepare(int index) {
    UpdateRange range = ranges.get(index);
    Elementwise.scale(gradient, range.from(), range.to(), scale);
    range.regularization().addGradient(state.parameters(), gradient, range.from(), range.to());
    squares[index] = Elementwise.sumOfSquares(gradient, range.from(), range.to());
  }

  private void update(int index) {
    UpdateRange range = ranges.get(index);
    plan.clipping().clip(gradient, range.from(), range.to(), norm);
    rule.update(
        state.step() + 1,
        rate,
        range.decay(),
        state.parameters(),
        gradient,
        state.optimizerState(),
        range.from(),
        range.to());
    if (range.regularization().isBounded()) {
      range.regularization().bound(state.parameters(), range.from(), range.to(), range.width());
    }
    if (state.average() != null) {
      average(range);
    }
    finite[index] = Elementwise.allFinite(state.parameters(), range.from(), range.to());
    whenReady.ready(state.parameters(), range.from(), range.to());
  }

  /** {@code mean ← d · mean + (1 − d) · w}, with a smaller d where few steps were taken. */
  private void average(UpdateRange range) {
    double taken = state.step() + 1.0;
    double decay = Math.min(plan.averaging(), (1 + taken) / (10 + taken));
    float kept = (float) decay;
    float fresh = (float) (1 - decay);
    float[] average = state.average();
    float[] parameters = state.parameters();
    for (int i = range.from(); i < range.to(); i++) {
      average[i] = kept * average[i] + fresh * parameters[i];
    }
  }

  private DivergedException diverged(TrainingState state, StepSum sum) {
    return DivergedException.at(
        state.step(),
        sum.loss() / sum.weight(),
        advice(),
        blocks,
        state.parameters(),
        sum.gradient());
  }

  /** The learning rate is that of the job spec, whatever the schedule made of it. */
  private String advice() {
    String clipping = plan.clipping().equals(Clipping.NONE) ? "clipping: {norm: 1}, " : "";
    return String.format(
        Locale.ROOT,
        "a learning-rate below %.3g, %sor scaling: standardize",
        plan.learningRate(),
        clipping);
  }
}
