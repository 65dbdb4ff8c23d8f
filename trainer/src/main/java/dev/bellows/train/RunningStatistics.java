package dev.bellows.train;

import dev.bellows.nn.Network;
import java.util.List;

/**
 * Moves a network's running statistics towards those of a step. A gradient sum holds them behind
 * the gradient, each slice's statistics times its rows, so that shards are merged by row count.
 */
final class RunningStatistics {
  private final List<Network.StatisticBlock> blocks;

  RunningStatistics(Network network) {
    this.blocks = network.statistics();
  }

  /** {@code running ← (1 − momentum) · running + momentum · sum / rows}, for each block. */
  void update(float[] parameters, StepSum sum) {
    for (Network.StatisticBlock block : blocks) {
      double momentum = block.statistic().momentum();
      int end = block.offset() + block.statistic().size();
      for (int i = block.offset(); i < end; i++) {
        double mean = sum.gradient()[i] / (double) sum.rows();
        parameters[i] = (float) ((1 - momentum) * parameters[i] + momentum * mean);
      }
    }
  }
}
