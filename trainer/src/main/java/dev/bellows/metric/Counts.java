package dev.bellows.metric;

import dev.bellows.data.Batch;
import java.io.Serializable;

/**
 * What an {@link Evaluation} counts besides the loss: one class for each kind of target. Rows count
 * unweighted.
 */
interface Counts extends Serializable {
  Counts copy();

  /** Counts the rows of {@code batch}, whose {@code logits} are {@code rows × outputs}. */
  void add(float[] logits, Batch batch);

  /** Counts what {@code right}, of the same class and shape, counted. */
  void merge(Counts right);

  /**
   * The value of a metric of this kind of target; NaN for any other, and where it is not defined.
   */
  double value(Metric metric);

  /** Actual class × predicted class; empty for a regression. */
  long[][] confusionMatrix();
}
