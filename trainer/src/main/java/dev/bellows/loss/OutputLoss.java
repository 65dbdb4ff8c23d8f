package dev.bellows.loss;

import dev.bellows.data.Batch;

/**
 * A loss of each output apart from the others: a row's loss is the mean of {@link #value} over its
 * outputs.
 */
interface OutputLoss extends Loss {
  /** The loss of one logit. */
  double value(float logit, float target);

  /** Its slope with respect to the logit. */
  float slope(float logit, float target);

  @Override
  default double sum(float[] logits, int outputs, Batch batch) {
    double sum = 0;
    for (int row = 0; row < batch.rows(); row++) {
      double losses = 0;
      for (int i = 0; i < outputs; i++) {
        losses += value(logits[row * outputs + i], batch.target(row, i));
      }
      sum += batch.weight(row) * losses / outputs;
    }
    return sum;
  }

  @Override
  default double gradient(float[] logits, int outputs, Batch batch, float[] gradient) {
    double sum = 0;
    for (int row = 0; row < batch.rows(); row++) {
      float scale = batch.weight(row) / outputs;
      double losses = 0;
      for (int i = 0; i < outputs; i++) {
        int at = row * outputs + i;
        float target = batch.target(row, i);
        losses += value(logits[at], target);
        gradient[at] = scale * slope(logits[at], target);
      }
      sum += batch.weight(row) * losses / outputs;
    }
    return sum;
  }
}
