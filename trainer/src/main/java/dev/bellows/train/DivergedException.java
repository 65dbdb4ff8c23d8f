package dev.bellows.train;

import dev.bellows.linalg.Elementwise;
import dev.bellows.nn.Network;
import java.util.List;
import java.util.Locale;

/** Training left the finite numbers; the message names the step and what was large. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private DivergedException(String message) {
    super(message);
  }

  /**
   * @param advice what to try, without a full stop
   */
  static DivergedException at(
      long step,
      double loss,
      String advice,
      List<Network.Block> blocks,
      float[] parameters,
      float[] gradient) {
    StringBuilder norms = new StringBuilder();
    for (Network.Block block : blocks) {
      int end = block.offset() + block.parameter().size();
      norms.append(
          String.format(
              Locale.ROOT,
              "%n  %s: norm of the weights %.4g, of the gradient %.4g",
              block.name(),
              Math.sqrt(Elementwise.sumOfSquares(parameters, block.offset(), end)),
              Math.sqrt(Elementwise.sumOfSquares(gradient, block.offset(), end))));
    }
    return new DivergedException(
        String.format(
            Locale.ROOT,
            "Training diverged at step %d: the loss is %s. Try %s.%s",
            step,
            loss,
            advice,
            norms));
  }
}
