package dev.bellows.metric;

/**
 * What a decision threshold is chosen for, among all that held-out rows can tell apart in the
 * histogram of their logits. Of thresholds that are equally good the one nearest to the probability
 * 0.5 is taken, of two as near the lower one.
 */
public enum Threshold {
  /** The most rows right. */
  ACCURACY("accuracy") {
    @Override
    double value(long[][] confusion) {
      return (double) confusion[0][0] + confusion[1][1];
    }
  },
  /** The best harmonic mean of precision and recall. */
  F1("f1") {
    @Override
    double value(long[][] confusion) {
      return new ConfusionMatrix(confusion).f1(1);
    }
  },
  /** The largest sum of the two classes' recalls (Youden's J, 1950). */
  YOUDEN("youden") {
    @Override
    double value(long[][] confusion) {
      ConfusionMatrix matrix = new ConfusionMatrix(confusion);
      return matrix.recall(0) + matrix.recall(1);
    }
  };

  private final String label;

  Threshold(String label) {
    this.label = label;
  }

  /** The name, as in a job spec: {@code f1}. */
  public String label() {
    return label;
  }

  abstract double value(long[][] confusion);

  /**
   * The logit from which on a row is called positive.
   *
   * @param validation of held-out rows
   * @throws IllegalStateException if the problem is not binary
   */
  public double logit(Evaluation validation) {
    ScoreHistogram scores = validation.scores();
    long[][] confusion = scores.confusion(Double.NEGATIVE_INFINITY);
    double best = Double.NEGATIVE_INFINITY;
    double chosen = 0;
    int below = 0; // the last bin called negative
    for (int entry = 0; entry <= scores.size(); entry++) {
      int next = entry < scores.size() ? scores.bin(entry) : ScoreHistogram.BINS;
      if (next != below && below < ScoreHistogram.binOf(Float.POSITIVE_INFINITY)) {
        double candidate = nearestToZero(below, next);
        double value = value(confusion);
        if (value > best || (value == best && Math.abs(candidate) < Math.abs(chosen))) {
          best = value;
          chosen = candidate;
        }
      }
      below = next;
      if (entry < scores.size() && next > 0) {
        int actual = scores.isPositive(entry) ? 1 : 0;
        confusion[actual][1] -= scores.count(entry);
        confusion[actual][0] += scores.count(entry);
      }
    }
    return chosen;
  }

  /** The same as a probability. */
  public double probability(Evaluation validation) {
    return probabilityOf(logit(validation));
  }

  /** {@code σ(logit)}, in double. */
  public static double probabilityOf(double logit) {
    return 1 / (1 + StrictMath.exp(-logit));
  }

  /** The logit of a probability between 0 and 1: {@code log(p / (1 − p))}. */
  public static double logitOf(double probability) {
    return StrictMath.log(probability / (1 - probability));
  }

  /**
   * The largest threshold ≤ {@code logit} that an {@link Evaluation} can tell from its neighbours:
   * rows that a model calls positive from there on are those that the metrics count.
   */
  public static double edge(double logit) {
    return ScoreHistogram.lowest(ScoreHistogram.binOf((float) logit));
  }

  /** Of all thresholds above bin {@code below} and up to bin {@code next}, the one nearest to 0. */
  private static double nearestToZero(int below, int next) {
    double from = below == 0 ? Double.NEGATIVE_INFINITY : ScoreHistogram.lowest(below + 1);
    double to =
        next == ScoreHistogram.BINS ? Double.POSITIVE_INFINITY : ScoreHistogram.lowest(next);
    return Math.max(from, Math.min(to, 0));
  }
}
