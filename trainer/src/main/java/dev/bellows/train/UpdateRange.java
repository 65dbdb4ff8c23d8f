package dev.bellows.train;

import dev.bellows.nn.Network;
import dev.bellows.nn.Parameter;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.UpdateRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring parameters that one call updates.
 *
 * @param from first
 * @param to behind the last
 * @param regularization of them
 * @param decay their decoupled weight decay
 * @param width floats of a row where rows have a bound, which the range then has whole; else 1
 */
record UpdateRange(int from, int to, Regularization regularization, double decay, int width) {
  /** Floats of a range at most, but for one row or one block: a core's cache holds its arrays. */
  private static final int LENGTH = 16_384;

  /**
   * Cuts all parameters into ranges, in order: blocks for a layerwise optimiser, else any
   * neighbours that are treated alike.
   */
  static List<UpdateRange> of(
      List<Network.Block> blocks, UpdateRule rule, Regularization regularization) {
    List<UpdateRange> alike = new ArrayList<>();
    for (Network.Block block : blocks) {
      UpdateRange range = of(block, rule, regularization);
      int last = alike.size() - 1;
      if (last >= 0 && !rule.isLayerwise() && alike.get(last).isContinuedBy(range)) {
        range = range.part(alike.remove(last).from, range.to);
      }
      alike.add(range);
    }
    if (rule.isLayerwise()) {
      return alike;
    }
    List<UpdateRange> ranges = new ArrayList<>();
    for (UpdateRange range : alike) {
      int length = Math.max(1, LENGTH / range.width) * range.width;
      for (int from = range.from; from < range.to; from += length) {
        ranges.add(range.part(from, Math.min(range.to, from + length)));
      }
    }
    return ranges;
  }

  private static UpdateRange of(
      Network.Block block, UpdateRule rule, Regularization regularization) {
    Parameter parameter = block.parameter();
    boolean isFree = parameter.penalty() == Parameter.Penalty.FREE;
    boolean isBounded = !isFree && regularization.isBounded();
    return new UpdateRange(
        block.offset(),
        block.offset() + parameter.size(),
        isFree ? Regularization.NONE : regularization,
        isFree ? 0 : rule.weightDecay(),
        isBounded ? parameter.size() / parameter.shape().get(0) : 1);
  }

  private boolean isContinuedBy(UpdateRange next) {
    return next.from == to
        && next.regularization.equals(regularization)
        && next.decay == decay
        && next.width == width;
  }

  private UpdateRange part(int start, int end) {
    return new UpdateRange(start, end, regularization, decay, width);
  }
}
