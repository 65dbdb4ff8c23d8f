package dev.bellows.loss;

import dev.bellows.data.Batch;
import dev.bellows.data.PreprocessingSpec.TargetValues;
import dev.bellows.nn.Activation;
import java.io.Serializable;

/**
 * A loss of logits, summed over rows: {@code Σ_r weight_r · loss(logits_r, targets_r)}. Sums, not
 * means: they add up over slices and shards, and whoever has all of them divides once.
 *
 * <p>{@code logits} and {@code gradient} are {@code rows × outputs}, row-major, from 0 on; rows,
 * targets and weights come with the batch, whose inputs are not read.
 */
public interface Loss extends Serializable {
  /** The name, as in a job spec: {@code binary-cross-entropy}. */
  String name();

  /** The kind of target that this loss takes. */
  Problem problem();

  /** What numbers it takes as targets, where the label is no class. */
  default TargetValues targetValues() {
    return TargetValues.ANY;
  }

  /** Whether it learns standardised targets as well as the numbers themselves. */
  default boolean isScalable() {
    return problem() == Problem.REGRESSION && targetValues() == TargetValues.ANY;
  }

  /** How logits become predictions: identity, exponential, sigmoid or softmax. */
  Activation link();

  /** The weighted sum of the loss over the rows of {@code batch}. */
  double sum(float[] logits, int outputs, Batch batch);

  /** The same sum; {@code gradient} is overwritten with its gradient with respect to the logits. */
  double gradient(float[] logits, int outputs, Batch batch, float[] gradient);
}
