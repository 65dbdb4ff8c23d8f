package dev.bellows.model;

import dev.bellows.data.Preprocessing;
import dev.bellows.loss.Problem;

/**
 * What a model says of some rows.
 *
 * <pre>
 * regression               value       in the source's units, one a target
 * two classes              probability of the positive class, label by the threshold
 * 0/1 numbers (several)    probability and value (0 or 1, by the threshold) of each
 * several classes          probability of each, label of the largest
 * </pre>
 */
public final class Scores {
  private final Model model;
  private final int rows;
  private final int outputs;
  private final float[] logits;
  private final float[] linked;
  private final double[] shifts;
  private final double[] scales;

  Scores(Model model, int rows, float[] logits) {
    Preprocessing preprocessing = model.preprocessing();
    this.model = model;
    this.rows = rows;
    this.outputs = model.network().outputs();
    this.logits = logits;
    this.linked = logits.clone();
    this.shifts = preprocessing.targetShift();
    this.scales = preprocessing.targetScale();
    model.loss().link().forward(linked, rows, outputs);
  }

  public int rows() {
    return rows;
  }

  /** Output {@code output} of the network for row {@code row}. */
  public float logit(int row, int output) {
    return logits[checked(row) * outputs + output];
  }

  /**
   * The probability of class {@code index}, or, where labels are 0/1 numbers, of a 1 of label
   * {@code index}.
   *
   * @throws IllegalStateException for a regression
   */
  public double probability(int row, int index) {
    checked(row);
    return switch (model.loss().problem()) {
      case REGRESSION ->
          throw new IllegalStateException("Cannot tell a probability: the model is a regression");
      case BINARY -> {
        if (model.classes().isEmpty()) {
          yield linked[row * outputs + index];
        }
        yield index == 1 ? linked[row] : 1 - linked[row];
      }
      case MULTICLASS -> linked[row * outputs + index];
    };
  }

  /**
   * The predicted class.
   *
   * @throws IllegalStateException where labels are numbers
   */
  public String label(int row) {
    if (model.classes().isEmpty()) {
      throw new IllegalStateException("Cannot tell a class: the model predicts numbers");
    }
    return model.classes().get(classIndex(checked(row)));
  }

  /**
   * The predicted number of label {@code index}, in the source's units; 0 or 1 where the loss is
   * binary.
   *
   * @throws IllegalStateException where labels are classes
   */
  public double value(int row, int index) {
    if (!model.classes().isEmpty()) {
      throw new IllegalStateException("Cannot tell a number: the model predicts classes");
    }
    float logit = logits[checked(row) * outputs + index];
    if (model.loss().problem() == Problem.BINARY) {
      return isPositive(logit) ? 1 : 0;
    }
    return shifts[index] + scales[index] * linked[row * outputs + index];
  }

  private int classIndex(int row) {
    if (model.loss().problem() == Problem.BINARY) {
      return isPositive(logits[row]) ? 1 : 0;
    }
    int largest = 0;
    for (int i = 1; i < outputs; i++) {
      if (logits[row * outputs + i] > logits[row * outputs + largest]) {
        largest = i;
      }
    }
    return largest;
  }

  private boolean isPositive(float logit) {
    return logit >= model.thresholdLogit();
  }

  private int checked(int row) {
    if (row < 0 || row >= rows) {
      throw new IndexOutOfBoundsException("row %d of %d".formatted(row, rows));
    }
    return row;
  }
}
