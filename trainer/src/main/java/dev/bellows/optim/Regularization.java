package dev.bellows.optim;

import dev.bellows.nn.Network;
import dev.bellows.nn.Parameter;
import java.io.Serializable;
import java.util.List;

/**
 * Penalties on weights, not on biases: the mean loss gains {@code l1 · Σ|w| + l2 / 2 · Σ w²}.
 *
 * @param l1 at least 0
 * @param l2 at least 0
 */
public record Regularization(double l1, double l2) implements Serializable {
  /** No penalty. */
  public static final Regularization NONE = new Regularization(0, 0);

  public Regularization {
    if (!(l1 >= 0) || !(l2 >= 0)) {
      throw new IllegalArgumentException(
          "Invalid regularization: l1 %s, l2 %s: both must be ≥ 0".formatted(l1, l2));
    }
  }

  /**
   * Adds the penalty's gradient to that of the mean loss.
   *
   * @param blocks of the network, {@link Network#blocks}
   */
  public void addGradient(List<Network.Block> blocks, float[] parameters, float[] gradient) {
    if (l1 == 0 && l2 == 0) {
      return;
    }
    float first = (float) l1;
    float second = (float) l2;
    for (Network.Block block : blocks) {
      if (block.parameter().penalty() == Parameter.Penalty.PENALIZED) {
        int end = block.offset() + block.parameter().size();
        for (int i = block.offset(); i < end; i++) {
          gradient[i] += first * Math.signum(parameters[i]) + second * parameters[i];
        }
      }
    }
  }
}
