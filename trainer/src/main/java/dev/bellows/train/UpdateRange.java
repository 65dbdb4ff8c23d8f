package dev.bellows.train;

import dev.bellows.nn.Network;
import dev.bellows.nn.Parameter;
import dev.bellows.optim.Optimizer;
import dev.bellows.optim.Regularization;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring parameters that one call updates.
 *
 * @param from first
 * @param to behind the last
 * @param penalties on them
 * @param decay their decoupled weight decay
 */
record UpdateRange(int from, int to, Regularization penalties, double decay) {
  /** Floats of a range at most: four arrays of it fit into a core's cache. */
  private static final int LENGTH = 16_384;

  /**
   * Cuts all parameters into ranges, in order: blocks for a layerwise optimiser, else any
   * neighbours that are treated alike.
   */
  static List<UpdateRange> of(
      List<Network.Block> blocks, Optimizer optimizer, Regularization penalties) {
    List<UpdateRange> alike = new ArrayList<>();
    for (Network.Block block : blocks) {
      UpdateRange range = of(block, optimizer, penalties);
      int last = alike.size() - 1;
      if (last >= 0 && !optimizer.isLayerwise() && alike.get(last).isContinuedBy(range)) {
        range = alike.remove(last).to(range.to);
      }
      alike.add(range);
    }
    if (optimizer.isLayerwise()) {
      return alike;
    }
    List<UpdateRange> ranges = new ArrayList<>();
    for (UpdateRange range : alike) {
      for (int from = range.from; from < range.to; from += LENGTH) {
        ranges.add(range.part(from, Math.min(range.to, from + LENGTH)));
      }
    }
    return ranges;
  }

  private static UpdateRange of(
      Network.Block block, Optimizer optimizer, Regularization penalties) {
    boolean isFree = block.parameter().penalty() == Parameter.Penalty.FREE;
    return new UpdateRange(
        block.offset(),
        block.offset() + block.parameter().size(),
        isFree ? Regularization.NONE : penalties,
        isFree ? 0 : optimizer.weightDecay());
  }

  private boolean isContinuedBy(UpdateRange next) {
    return next.from == to && next.penalties.equals(penalties) && next.decay == decay;
  }

  private UpdateRange to(int end) {
    return part(from, end);
  }

  private UpdateRange part(int start, int end) {
    return new UpdateRange(start, end, penalties, decay);
  }
}
