package dev.bellows.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.loss.Problem;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThresholdTest {
  @ParameterizedTest
  @EnumSource(Threshold.class)
  void isAsGoodAsTheBestOfAllThresholds(Threshold threshold) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      int rows = 1 + random.nextInt(60);
      float[] logits = new float[rows];
      float[] targets = new float[rows];
      for (int i = 0; i < rows; i++) {
        targets[i] = random.nextInt(4) == 0 ? 1 : 0;
        logits[i] = (random.nextInt(17) - 8 + 3 * targets[i]) / 4; // exact in 11 bits
      }
      double best = Double.NEGATIVE_INFINITY;
      for (float cut = -4; cut <= 4; cut += 0.125f) {
        best = Math.max(best, threshold.value(confusion(logits, targets, cut)));
      }
      Evaluation evaluation = EvaluationTest.unweighted(Problem.BINARY, 1, logits, targets);
      double chosen = threshold.logit(evaluation);
      long[][] confusion = confusion(logits, targets, chosen);
      assertThat(threshold.value(confusion)).isEqualTo(best);
      assertThat(evaluation.atThreshold(chosen).confusionMatrix()).isDeepEqualTo(confusion);
    }
  }

  @Test
  void ofEquallyGoodThresholdsTheOneNearestToOneHalfIsTaken() {
    float[] targets = {0, 0, 1, 1};
    for (Threshold threshold : Threshold.values()) {
      assertThat(logit(threshold, new float[] {-2, -1, 1, 2}, targets)).isZero();
      assertThat(logit(threshold, new float[] {-4, -3, -2, 2}, targets))
          .isEqualTo(ScoreHistogram.lowest(ScoreHistogram.binOf(-2)));
      assertThat(logit(threshold, new float[] {1, 2, 4, 5}, targets))
          .isEqualTo(ScoreHistogram.lowest(ScoreHistogram.binOf(2) + 1));
    }
  }

  @Test
  void probabilityIsThatOfTheLogit() {
    Evaluation evaluation =
        EvaluationTest.unweighted(
            Problem.BINARY, 1, new float[] {-4, 2, 3, 4}, new float[] {0, 0, 1, 1});
    assertThat(Threshold.F1.probability(evaluation))
        .isCloseTo(
            1 / (1 + Math.exp(-ScoreHistogram.lowest(ScoreHistogram.binOf(2) + 1))), within(1e-15));
  }

  @ParameterizedTest
  @EnumSource(Threshold.class)
  void isOneHalfWithoutRows(Threshold threshold) {
    Evaluation empty = Evaluation.empty(Problem.BINARY, 1, new double[0]);
    assertThat(threshold.probability(empty)).isEqualTo(0.5);
  }

  @ParameterizedTest
  @EnumSource(Threshold.class)
  void infiniteLogitsAndNaNLeaveAThreshold(Threshold threshold) {
    float infinity = Float.POSITIVE_INFINITY;
    float[] logits = {Float.NaN, -infinity, -infinity, infinity, infinity, Float.NaN};
    float[] targets = {0, 0, 1, 0, 1, 1};
    assertThat(logit(threshold, logits, targets)).isNotNaN();
  }

  @Test
  void refusesWhatIsNotBinary() {
    Evaluation evaluation = Evaluation.empty(Problem.MULTICLASS, 3, new double[0]);
    assertThatThrownBy(() -> Threshold.F1.logit(evaluation))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Cannot use a threshold: the problem is MULTICLASS");
  }

  private static double logit(Threshold threshold, float[] logits, float[] targets) {
    return threshold.logit(EvaluationTest.unweighted(Problem.BINARY, 1, logits, targets));
  }

  private static long[][] confusion(float[] logits, float[] targets, double cut) {
    long[][] confusion = new long[2][2];
    for (int i = 0; i < logits.length; i++) {
      confusion[(int) targets[i]][logits[i] >= cut ? 1 : 0]++;
    }
    return confusion;
  }
}
