package dev.bellows.metric;

import dev.bellows.data.Batch;

/**
 * Several classes, of which a row has one: how often each was predicted for each. The largest logit
 * decides, the first of equals.
 */
final class ClassCounts implements Counts {
  private static final long serialVersionUID = 1;
  private final int classes;
  private final Tally tally; // of actual · classes + predicted

  ClassCounts(int classes) {
    this(classes, new Tally());
  }

  private ClassCounts(int classes, Tally tally) {
    this.classes = classes;
    this.tally = tally;
  }

  @Override
  public ClassCounts copy() {
    return new ClassCounts(classes, tally.copy());
  }

  @Override
  public void add(float[] logits, Batch batch) {
    long[] codes = new long[batch.rows()];
    for (int row = 0; row < codes.length; row++) {
      long actual = (long) batch.target(row, 0);
      codes[row] = actual * classes + largest(logits, row * classes);
    }
    tally.add(codes);
  }

  /** NaN is never the largest. */
  private int largest(float[] logits, int from) {
    int best = 0;
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < classes; i++) {
      if (logits[from + i] > largest) {
        largest = logits[from + i];
        best = i;
      }
    }
    return best;
  }

  @Override
  public void merge(Counts right) {
    tally.merge(((ClassCounts) right).tally);
  }

  @Override
  public double value(Metric metric) {
    ConfusionMatrix matrix = new ConfusionMatrix(confusionMatrix());
    return switch (metric) {
      case ACCURACY -> matrix.accuracy();
      case PRECISION -> matrix.macro(matrix::precision);
      case RECALL -> matrix.macro(matrix::recall);
      case F1 -> matrix.macro(matrix::f1);
      default -> Double.NaN;
    };
  }

  @Override
  public long[][] confusionMatrix() {
    long[][] matrix = new long[classes][classes];
    for (int i = 0; i < tally.size(); i++) {
      int actual = (int) (tally.code(i) / classes);
      int predicted = (int) (tally.code(i) % classes);
      matrix[actual][predicted] = tally.count(i);
    }
    return matrix;
  }
}
