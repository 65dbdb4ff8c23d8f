package dev.bellows.metric;

import dev.bellows.data.Batch;
import dev.bellows.loss.Loss;
import dev.bellows.loss.Problem;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is counted while rows are evaluated, and the metrics computed from it. Evaluations of parts
 * are merged along the tree of the shards and then have the same bits on any cluster.
 *
 * <pre>
 * any         loss              Σ weight · loss / Σ weight; the others count rows, unweighted
 * binary      accuracy, precision, recall, f1
 *                               a row is called positive from logit 0 on, that is probability 0.5;
 *                               several outputs: of all their answers together
 *             auc               from the top 20 bits of the logits;
 *                               several outputs: the mean over those with both classes
 * multiclass  accuracy
 *             precision, recall, f1
 *                               the mean over the classes that occur or were predicted
 * regression  rmse, mae         in the source's units
 *             r2                1 − squared errors / squared deviations of the target;
 *                               several outputs: the mean over them
 * </pre>
 *
 * <p>A logit that is NaN makes loss, auc and the metrics of a regression NaN; as an answer it is
 * "negative", or never the largest.
 */
public final class Evaluation implements Serializable {
  private static final long serialVersionUID = 1;
  private final Problem problem;
  private final Counts counts;
  private double lossSum;
  private double weightSum;
  private long rows;

  private Evaluation(Problem problem, Counts counts) {
    this.problem = problem;
    this.counts = counts;
  }

  /**
   * An evaluation without rows.
   *
   * @param problem which metrics make sense
   * @param outputs logits of a row
   * @param targetScale for a regression, what one unit of each target is in the source's units (all
   *     1 where targets are not scaled); else empty
   * @throws IllegalArgumentException if a regression has not one scale an output
   */
  public static Evaluation empty(Problem problem, int outputs, double[] targetScale) {
    return new Evaluation(
        problem,
        switch (problem) {
          case BINARY -> new BinaryCounts(outputs);
          case MULTICLASS -> new ClassCounts(outputs);
          case REGRESSION -> {
            if (targetScale.length != outputs) {
              throw new IllegalArgumentException(
                  "Invalid target scale: %d numbers for %d outputs: give one for each"
                      .formatted(targetScale.length, outputs));
            }
            yield new RegressionCounts(targetScale);
          }
        });
  }

  /** An evaluation of the same rows that shares nothing with this one. */
  public Evaluation copy() {
    return with(counts.copy());
  }

  /**
   * The evaluation of the same rows where a row is called positive from a given logit on, as {@link
   * Threshold} chooses it. The logit is rounded down to the edge of its bin in the histogram.
   *
   * @throws IllegalStateException if the problem is not binary
   */
  public Evaluation atThreshold(double logit) {
    return with(binary().at(logit));
  }

  /**
   * Counts the rows of {@code batch}.
   *
   * @param logits {@code rows × outputs}; overwritten with the predictions of a regression
   */
  public void add(Loss loss, float[] logits, int outputs, Batch batch) {
    double sum = loss.sum(logits, outputs, batch);
    if (problem == Problem.REGRESSION) {
      loss.link().forward(logits, batch.rows(), outputs);
    }
    add(sum, logits, batch);
  }

  /**
   * Counts the rows of {@code batch}.
   *
   * @param lossSum their weighted loss
   * @param logits {@code rows × outputs}; for a regression the predictions
   */
  void add(double lossSum, float[] logits, Batch batch) {
    this.lossSum += lossSum;
    for (int row = 0; row < batch.rows(); row++) {
      weightSum += batch.weight(row);
    }
    rows += batch.rows();
    counts.add(logits, batch);
  }

  /** Adds the right neighbour's rows to this evaluation, and returns it. */
  public Evaluation merge(Evaluation right) {
    counts.merge(right.counts);
    lossSum += right.lossSum;
    weightSum += right.weightSum;
    rows += right.rows;
    return this;
  }

  public long rows() {
    return rows;
  }

  /** The value of {@code metric}, NaN where it is not defined. */
  public double value(Metric metric) {
    return metric == Metric.LOSS ? lossSum / weightSum : counts.value(metric);
  }

  /** All metrics that make sense here, in the order of {@link Metric}. */
  public Map<Metric, Double> values() {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (Metric metric : metrics(problem)) {
      values.put(metric, value(metric));
    }
    return Collections.unmodifiableMap(values);
  }

  /** The metrics that make sense for {@code problem}. */
  public static List<Metric> metrics(Problem problem) {
    return switch (problem) {
      case BINARY ->
          List.of(
              Metric.LOSS, Metric.ACCURACY, Metric.AUC, Metric.PRECISION, Metric.RECALL, Metric.F1);
      case MULTICLASS ->
          List.of(Metric.LOSS, Metric.ACCURACY, Metric.PRECISION, Metric.RECALL, Metric.F1);
      case REGRESSION -> List.of(Metric.LOSS, Metric.RMSE, Metric.MAE, Metric.R2);
    };
  }

  /**
   * How often a row of the one class was predicted as the other: actual class × predicted class, in
   * the order of the class indices; for a binary problem negative, then positive, all outputs
   * together. Empty for a regression.
   */
  public long[][] confusionMatrix() {
    return counts.confusionMatrix();
  }

  /** The logits of all outputs together. */
  ScoreHistogram scores() {
    return binary().pooled();
  }

  private BinaryCounts binary() {
    if (counts instanceof BinaryCounts binary) {
      return binary;
    }
    throw new IllegalStateException(
        "Cannot use a threshold: the problem is %s; only binary ones have one".formatted(problem));
  }

  private Evaluation with(Counts counts) {
    Evaluation evaluation = new Evaluation(problem, counts);
    evaluation.lossSum = lossSum;
    evaluation.weightSum = weightSum;
    evaluation.rows = rows;
    return evaluation;
  }
}
