package dev.bellows.metric;

import dev.bellows.data.Batch;

/** Two classes, for each of one or several outputs: a histogram of the logits each. */
final class BinaryCounts implements Counts {
  private static final long serialVersionUID = 1;
  private final ScoreHistogram[] histograms; // one an output
  private final double threshold; // of the logit

  BinaryCounts(int outputs) {
    this(new ScoreHistogram[outputs], 0);
    for (int i = 0; i < outputs; i++) {
      histograms[i] = new ScoreHistogram();
    }
  }

  private BinaryCounts(ScoreHistogram[] histograms, double threshold) {
    this.histograms = histograms;
    this.threshold = threshold;
  }

  @Override
  public BinaryCounts copy() {
    return at(threshold);
  }

  /** A copy that calls a row positive from the logit {@code threshold} on. */
  BinaryCounts at(double threshold) {
    ScoreHistogram[] copies = new ScoreHistogram[histograms.length];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = histograms[i].copy();
    }
    return new BinaryCounts(copies, threshold);
  }

  @Override
  public void add(float[] logits, Batch batch) {
    int outputs = histograms.length;
    for (int i = 0; i < outputs; i++) {
      long[] codes = new long[batch.rows()];
      for (int row = 0; row < codes.length; row++) {
        codes[row] = ScoreHistogram.code(logits[row * outputs + i], batch.target(row, i) >= 0.5f);
      }
      histograms[i].add(codes);
    }
  }

  @Override
  public void merge(Counts right) {
    BinaryCounts other = (BinaryCounts) right;
    for (int i = 0; i < histograms.length; i++) {
      histograms[i].merge(other.histograms[i]);
    }
  }

  @Override
  public double value(Metric metric) {
    return switch (metric) {
      case AUC -> areaUnderCurve();
      case ACCURACY -> new ConfusionMatrix(confusionMatrix()).accuracy();
      case PRECISION -> new ConfusionMatrix(confusionMatrix()).precision(1);
      case RECALL -> new ConfusionMatrix(confusionMatrix()).recall(1);
      case F1 -> new ConfusionMatrix(confusionMatrix()).f1(1);
      default -> Double.NaN;
    };
  }

  /** Over all outputs together. */
  @Override
  public long[][] confusionMatrix() {
    return pooled().confusion(threshold);
  }

  /** The histogram over all outputs together. */
  ScoreHistogram pooled() {
    ScoreHistogram sum = histograms[0].copy();
    for (int i = 1; i < histograms.length; i++) {
      sum.merge(histograms[i]);
    }
    return sum;
  }

  /** The mean over the outputs that have both classes. */
  private double areaUnderCurve() {
    double sum = 0;
    int defined = 0;
    for (ScoreHistogram histogram : histograms) {
      if (histogram.hasNaN()) {
        return Double.NaN;
      }
      double area = histogram.areaUnderCurve();
      if (!Double.isNaN(area)) {
        sum += area;
        defined++;
      }
    }
    return sum / defined;
  }
}
