package dev.bellows.model;

import dev.bellows.data.Preprocessing;
import dev.bellows.loss.Problem;
import java.util.Arrays;

/**
 * What a model says of some rows.
 *
 * <pre>
 * regression               value       in the source's units, one a target
 * two classes              probability of the positive class, label by the threshold
 * 0/1 numbers (several)    probability and value (0 or 1, by the threshold) of each
 * several classes          probability of each, label of the largest
 * an autoencoder           value of each input, as it is encoded, and the error of all
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
  private final float[] inputs; // null but where they were to be reconstructed
  private final float[] code; // null but where it was asked for

  Scores(Model model, int rows, float[] logits, float[] inputs, float[] code) {
    Preprocessing preprocessing = model.preprocessing();
    this.model = model;
    this.rows = rows;
    this.outputs = model.network().outputs();
    this.logits = logits;
    this.inputs = inputs;
    this.code = code;
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

  /**
   * How far what an autoencoder gives is from its inputs: the mean of the squared differences, in
   * units of the encoded inputs. A large one tells of a row unlike those of training.
   *
   * @throws IllegalStateException if the model is no autoencoder
   */
  public double reconstructionError(int row) {
    if (inputs == null) {
      throw new IllegalStateException(
          "Cannot tell a reconstruction's error: the model is no autoencoder");
    }
    double sum = 0;
    for (int i = checked(row) * outputs; i < (row + 1) * outputs; i++) {
      double difference = (double) linked[i] - inputs[i];
      sum += difference * difference;
    }
    return sum / outputs;
  }

  /**
   * What the scorer's layer gave.
   *
   * @throws IllegalStateException if the scorer was asked for no layer
   */
  public float[] code(int row) {
    if (code == null) {
      throw new IllegalStateException(
          "Cannot tell what a layer gave: ask for a scorer of that layer");
    }
    int width = code.length / rows;
    return Arrays.copyOfRange(code, checked(row) * width, (row + 1) * width);
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
