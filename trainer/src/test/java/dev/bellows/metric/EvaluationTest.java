package dev.bellows.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.Batch;
import dev.bellows.loss.Problem;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final double[] NO_SCALE = {};

  @Test
  void lossHeedsWeightsAndTheOtherMetricsCountRows() {
    Evaluation evaluation = Evaluation.empty(Problem.BINARY, 1, NO_SCALE);
    evaluation.add(6, new float[] {1, -1}, batch(1, new float[] {1, 1}, new float[] {3, 0}));
    evaluation.add(4, new float[] {1}, batch(1, new float[] {1}, new float[] {2}));
    assertThat(evaluation.value(Metric.LOSS)).isEqualTo(2);
    assertThat(evaluation.value(Metric.RECALL)).isEqualTo(2 / 3.0);
    assertThat(evaluation.rows()).isEqualTo(3);
  }

  @Test
  void binaryMetricsAreThoseOfTheConfusionMatrix() {
    float[] logits = {2, 0, -1, 0.5f, -3, -0.1f, 4, -2};
    float[] targets = {1, 1, 1, 0, 0, 0, 1, 0};
    Evaluation evaluation = unweighted(Problem.BINARY, 1, logits, targets);
    assertThat(evaluation.confusionMatrix()).isDeepEqualTo(new long[][] {{3, 1}, {1, 3}});
    assertThat(evaluation.value(Metric.ACCURACY)).isEqualTo(0.75);
    assertThat(evaluation.value(Metric.PRECISION)).isEqualTo(0.75);
    assertThat(evaluation.value(Metric.RECALL)).isEqualTo(0.75);
    assertThat(evaluation.value(Metric.F1)).isEqualTo(0.75);
    assertThat(evaluation.value(Metric.AUC)).isEqualTo(13 / 16.0);
    assertThat(evaluation.value(Metric.RMSE)).isNaN();
    assertThat(evaluation.values().keySet())
        .containsExactly(
            Metric.LOSS, Metric.ACCURACY, Metric.AUC, Metric.PRECISION, Metric.RECALL, Metric.F1);
  }

  @Test
  void severalBinaryOutputsPoolTheirAnswersAndAverageTheirAreas() {
    float[] logits = {2, -1, /**/ -2, 3, /**/ 1, -2};
    float[] targets = {1, 0, /**/ 0, 0, /**/ 0, 1};
    Evaluation evaluation = unweighted(Problem.BINARY, 2, logits, targets);
    assertThat(evaluation.confusionMatrix()).isDeepEqualTo(new long[][] {{2, 2}, {1, 1}});
    assertThat(evaluation.value(Metric.ACCURACY)).isEqualTo(0.5);
    assertThat(evaluation.value(Metric.AUC)).isEqualTo((1 + 0) / 2.0);
    float[] oneClass = {1, 1, /**/ 0, 1, /**/ 0, 1};
    assertThat(unweighted(Problem.BINARY, 2, logits, oneClass).value(Metric.AUC)).isEqualTo(1);
  }

  @Test
  void multiclassMetricsAreMeansOverTheClassesThatOccur() {
    float[] logits = {3, 1, 2, 0, /**/ 0, 5, 0, 0, /**/ 1, 1, 0, 0, /**/ 0, 0, 1, 0};
    Evaluation evaluation = unweighted(Problem.MULTICLASS, 4, logits, new float[] {0, 1, 1, 0});
    assertThat(evaluation.confusionMatrix())
        .isDeepEqualTo(new long[][] {{1, 0, 1, 0}, {1, 1, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}});
    assertThat(evaluation.value(Metric.ACCURACY)).isEqualTo(0.5);
    assertThat(evaluation.value(Metric.PRECISION)).isEqualTo((0.5 + 1 + 0) / 3);
    assertThat(evaluation.value(Metric.RECALL)).isEqualTo((0.5 + 0.5 + 0) / 3);
    assertThat(evaluation.value(Metric.F1)).isEqualTo((0.5 + 2 / 3.0 + 0) / 3);
    assertThat(evaluation.values()).doesNotContainKey(Metric.AUC);
  }

  @Test
  void regressionMetricsAreInTheSourcesUnits() {
    Evaluation evaluation = Evaluation.empty(Problem.REGRESSION, 2, new double[] {10, 1});
    float[] predictions = {1, 0, /**/ 2, 0, /**/ 3, 0};
    float[] targets = {1, 1, /**/ 3, 2, /**/ 5, 3};
    evaluation.add(0, predictions, batch(2, targets, new float[] {1, 1, 1}));
    assertThat(evaluation.value(Metric.RMSE))
        .isCloseTo((10 * Math.sqrt(5 / 3.0) + Math.sqrt(14 / 3.0)) / 2, within(1e-14));
    assertThat(evaluation.value(Metric.MAE)).isCloseTo((10 + 2) / 2.0, within(1e-14));
    assertThat(evaluation.value(Metric.R2))
        .isCloseTo(((1 - 5 / 8.0) + (1 - 14 / 2.0)) / 2, within(1e-14));
    assertThat(evaluation.confusionMatrix()).isEmpty();
  }

  @Test
  void regressionSumsSurviveATargetFarFromZero() {
    Random random = new Random(1);
    int rows = 10_000;
    float[] targets = new float[rows];
    float[] predictions = new float[rows];
    for (int i = 0; i < rows; i++) {
      targets[i] = 1e6f + random.nextInt(16);
      predictions[i] = targets[i] + random.nextInt(9) - 4;
    }
    double mean = mean(targets);
    double deviations = 0;
    double errors = 0;
    Evaluation left = Evaluation.empty(Problem.REGRESSION, 1, new double[] {1});
    for (int i = 0; i < rows; i++) {
      deviations += (targets[i] - mean) * (targets[i] - mean);
      errors += (predictions[i] - targets[i]) * (predictions[i] - targets[i]);
      Evaluation one = Evaluation.empty(Problem.REGRESSION, 1, new double[] {1});
      one.add(0, new float[] {predictions[i]}, batch(1, new float[] {targets[i]}, new float[] {1}));
      left.merge(one);
    }
    assertThat(left.value(Metric.R2)).isCloseTo(1 - errors / deviations, within(1e-10));
    assertThat(left.value(Metric.RMSE)).isCloseTo(Math.sqrt(errors / rows), within(1e-12));
  }

  @Test
  void determinationIsNotDefinedWhereTheTargetNeverChanges() {
    Evaluation evaluation =
        unweighted(Problem.REGRESSION, 1, new float[] {1, 2}, new float[] {3, 3});
    assertThat(evaluation.value(Metric.R2)).isNaN();
    assertThat(evaluation.value(Metric.MAE)).isEqualTo(1.5);
  }

  @Test
  void logitsThatAreNaNShowInTheLossAndCrashNothing() {
    float[] logits = {Float.NaN, 1};
    Evaluation binary = Evaluation.empty(Problem.BINARY, 1, NO_SCALE);
    binary.add(Double.NaN, logits, batch(1, new float[] {1, 0}, new float[] {1, 1}));
    assertThat(binary.value(Metric.LOSS)).isNaN();
    assertThat(binary.value(Metric.AUC)).isNaN();
    assertThat(binary.confusionMatrix()).isDeepEqualTo(new long[][] {{0, 1}, {1, 0}});
    Evaluation classes = Evaluation.empty(Problem.MULTICLASS, 2, NO_SCALE);
    classes.add(Double.NaN, logits, batch(1, new float[] {1}, new float[] {1}));
    assertThat(classes.value(Metric.LOSS)).isNaN();
    assertThat(classes.value(Metric.ACCURACY)).isEqualTo(1);
    Evaluation numbers = unweighted(Problem.REGRESSION, 1, logits, new float[] {1, 0});
    assertThat(numbers.value(Metric.RMSE)).isNaN();
  }

  @Test
  void withoutRowsEveryMetricIsNaN() {
    for (Problem problem : Problem.values()) {
      Evaluation evaluation = Evaluation.empty(problem, 2, new double[] {1, 1});
      assertThat(evaluation.values().values()).allMatch(value -> Double.isNaN(value));
      assertThat(evaluation.rows()).isZero();
    }
  }

  @Test
  void refusesARegressionWithoutAScaleForEachOutput() {
    assertThatThrownBy(() -> Evaluation.empty(Problem.REGRESSION, 3, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid target scale: 1 numbers for 3 outputs: give one for each");
  }

  @Test
  void aCopySharesNothing() {
    for (Problem problem : Problem.values()) {
      Evaluation original = Evaluation.empty(problem, 1, new double[] {1});
      original.add(1, new float[] {1}, batch(1, new float[] {0}, new float[] {1}));
      String before = original.values().toString();
      Evaluation copy = original.copy();
      copy.add(5, new float[] {-1, 3}, batch(1, new float[] {0, 0}, new float[] {1, 1}));
      assertThat(original.values().toString()).isEqualTo(before);
      assertThat(original.rows()).isEqualTo(1);
      assertThat(copy.rows()).isEqualTo(3);
    }
  }

  static Evaluation unweighted(Problem problem, int outputs, float[] logits, float[] targets) {
    double[] scale = DoubleStream.generate(() -> 1).limit(outputs).toArray();
    Evaluation evaluation = Evaluation.empty(problem, outputs, scale);
    int targetWidth = problem == Problem.MULTICLASS ? 1 : outputs;
    float[] weights = new float[targets.length / targetWidth];
    Arrays.fill(weights, 1);
    evaluation.add(0, logits, batch(targetWidth, targets, weights));
    return evaluation;
  }

  static Batch batch(int targetWidth, float[] targets, float[] weights) {
    return new Batch(new float[0], 0, targets, targetWidth, weights, 0, weights.length);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
