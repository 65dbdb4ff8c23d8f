package dev.bellows.train;

import dev.bellows.loss.Loss;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Network;
import java.io.Serializable;

/**
 * What every shard has to know to do its part, the same for a whole run. With the parameters and
 * the step's number it decides each bit of a shard's gradient.
 *
 * @param network what is trained
 * @param loss from its logits
 * @param emptyEvaluation an evaluation without rows, which says what is counted
 * @param seed of permutations and dropout
 * @param shards how many shards there are
 * @param stepsPerEpoch {@code K}: into how many slices an epoch cuts each shard
 */
public record Program(
    Network network,
    Loss loss,
    Evaluation emptyEvaluation,
    long seed,
    int shards,
    int stepsPerEpoch)
    implements Serializable {
  /** {@code ⌈rows / batchSize⌉}. */
  public static int stepsPerEpoch(long rows, int batchSize) {
    return Math.toIntExact((rows + batchSize - 1) / batchSize);
  }

  /** The epoch of step {@code step}, both counted from 0. */
  public int epoch(long step) {
    return Math.toIntExact(step / stepsPerEpoch);
  }
}
