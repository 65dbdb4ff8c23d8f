package dev.bellows.job;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.bellows.optim.Optimizer;

/**
 * The update rule and its learning rate, which in a spec stand side by side.
 *
 * @param rule with its constants
 * @param learningRate before the schedule; default {@link Optimizer#usualLearningRate}
 */
@JsonDeserialize(using = OptimizerSection.Reader.class)
public record OptimizerSection(Optimizer rule, double learningRate) {

  static final class Reader extends NumberBesideReader<Optimizer, OptimizerSection> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(OptimizerSection.class, Optimizer.class, "learning-rate");
    }

    @Override
    OptimizerSection section(Optimizer rule, Double rate) {
      return new OptimizerSection(rule, rate == null ? rule.usualLearningRate() : rate);
    }
  }
}
