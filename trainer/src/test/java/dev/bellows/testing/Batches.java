package dev.bellows.testing;

import dev.bellows.data.Batch;
import dev.bellows.data.Shape;
import dev.bellows.loss.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Batches of random rows with unequal weights, for tests. */
public final class Batches {
  private Batches() {}

  /** {@code rows} rows of standard normal inputs, with targets that suit {@code problem}. */
  public static Batch random(int rows, int inputs, int outputs, Problem problem, long seed) {
    Random random = new Random(seed);
    int targetWidth = problem == Problem.MULTICLASS ? 1 : outputs;
    float[] x = new float[rows * inputs];
    float[] targets = new float[rows * targetWidth];
    float[] weights = new float[rows];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < targets.length; i++) {
      targets[i] =
          switch (problem) {
            case REGRESSION -> (float) random.nextGaussian();
            case BINARY -> random.nextInt(2);
            case MULTICLASS -> random.nextInt(outputs);
          };
    }
    for (int i = 0; i < rows; i++) {
      weights[i] = 0.25f * (1 + random.nextInt(12));
    }
    return new Batch(x, inputs, targets, targetWidth, weights, 0, rows);
  }

  /**
   * {@code rows} rows of token ids from 0 to {@code vocabulary − 1}, of unequal lengths, and
   * numbers as targets.
   */
  public static Batch tokens(int rows, int inputs, int outputs, int vocabulary, long seed) {
    Batch batch = random(rows, inputs, outputs, Problem.REGRESSION, seed);
    Random random = new Random(seed);
    for (int i = 0; i < batch.inputs().length; i++) {
      batch.inputs()[i] = random.nextInt(vocabulary);
    }
    shorten(batch, 1, 0);
    return batch;
  }

  /** {@code rows} random sequences of unequal lengths, filled up with NaN to {@code shape}. */
  public static Batch padded(int rows, Shape shape, int outputs, long seed) {
    Batch batch = random(rows, shape.size(), outputs, Problem.REGRESSION, seed);
    shorten(batch, shape.last(), Float.NaN);
    return batch;
  }

  /** The first row stays whole, each other is a step shorter than the one before, down to none. */
  private static void shorten(Batch batch, int features, float padding) {
    int width = batch.inputWidth();
    for (int row = 0; row < batch.rows(); row++) {
      int missing = row % (width / features + 1) * features;
      int end = (row + 1) * width;
      Arrays.fill(batch.inputs(), end - missing, end, padding);
    }
  }

  /** The same rows with counts as targets: the target's size, rounded up. */
  public static Batch counts(Batch batch) {
    float[] targets = targets(batch);
    float[] weights = new float[batch.rows()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) Math.ceil(Math.abs(targets[i]));
    }
    for (int row = 0; row < weights.length; row++) {
      weights[row] = batch.weight(row);
    }
    return new Batch(
        batch.inputs(), batch.inputWidth(), targets, batch.targetWidth(), weights, 0, batch.rows());
  }

  /** The rows of {@code batch} with the given numbers, in their order. */
  public static Batch rows(Batch batch, List<Integer> rows) {
    Batch chosen = Batch.ofCapacity(rows.size(), batch.inputWidth(), batch.targetWidth());
    for (int i = 0; i < rows.size(); i++) {
      batch.copyRow(rows.get(i), chosen, i);
    }
    return chosen;
  }

  /** The same rows with other weights. */
  public static Batch weighted(Batch batch, float... weights) {
    float[] inputs = new float[batch.rows() * batch.inputWidth()];
    System.arraycopy(batch.inputs(), batch.inputOffset(), inputs, 0, inputs.length);
    return new Batch(
        inputs, batch.inputWidth(), targets(batch), batch.targetWidth(), weights, 0, batch.rows());
  }

  private static float[] targets(Batch batch) {
    float[] targets = new float[batch.rows() * batch.targetWidth()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = batch.target(i / batch.targetWidth(), i % batch.targetWidth());
    }
    return targets;
  }
}
