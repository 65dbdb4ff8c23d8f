package dev.bellows.train;

import dev.bellows.linalg.Elementwise;
import dev.bellows.nn.Network;
import java.util.List;

/**
 * One optimiser step from a gradient sum: divide once, add the penalties, know the norm, clip,
 * update. No weight changes before the loss and the norm are known to be finite.
 */
final class Update {
  private final List<Network.Block> blocks;
  private final List<UpdateRange> ranges;
  private final RunningStatistics statistics;
  private final int length; // of what is trained; statistics lie behind it
  private final TrainingPlan plan;
  private final long steps;

  Update(Network network, TrainingPlan plan, long steps) {
    this.blocks = network.blocks();
    this.ranges = UpdateRange.of(blocks, plan.optimizer(), plan.regularization());
    this.statistics = new RunningStatistics(network);
    this.length = network.parameterCount();
    this.plan = plan;
    this.steps = steps;
  }

  /** The learning rate of {@code step}, counted from 0. */
  double learningRate(long step) {
    return plan.learningRate() * plan.schedule().factor(step, steps);
  }

  /**
   * Updates {@code state} and returns the norm of the gradient, penalties included, before
   * clipping.
   *
   * @param rate the step's {@link #learningRate}
   * @throws DivergedException if the loss or the norm is not finite, or an updated weight
   */
  double apply(TrainingState state, StepSum sum, double rate) {
    float[] parameters = state.parameters();
    float[] gradient = sum.gradient();
    float scale = (float) (1 / sum.weight());
    double squares = 0;
    for (UpdateRange range : ranges) {
      Elementwise.scale(gradient, range.from(), range.to(), scale);
      range.penalties().addGradient(parameters, gradient, range.from(), range.to());
      squares += Elementwise.sumOfSquares(gradient, range.from(), range.to());
    }
    double norm = Math.sqrt(squares);
    if (!Double.isFinite(sum.loss()) || !Double.isFinite(norm)) {
      throw diverged(state, sum, rate);
    }
    boolean isFinite = true;
    for (UpdateRange range : ranges) {
      if (norm > plan.clipNorm()) {
        float factor = (float) (plan.clipNorm() / norm);
        Elementwise.scale(gradient, range.from(), range.to(), factor);
      }
      plan.optimizer()
          .update(
              state.step() + 1,
              rate,
              range.decay(),
              parameters,
              gradient,
              state.optimizerState(),
              range.from(),
              range.to());
      isFinite &= Elementwise.allFinite(parameters, range.from(), range.to());
    }
    statistics.update(parameters, sum);
    if (!isFinite || !Elementwise.allFinite(parameters, length, parameters.length)) {
      throw diverged(state, sum, rate);
    }
    return norm;
  }

  private DivergedException diverged(TrainingState state, StepSum sum, double rate) {
    return DivergedException.at(
        state.step(), sum.loss() / sum.weight(), rate, blocks, state.parameters(), sum.gradient());
  }
}
