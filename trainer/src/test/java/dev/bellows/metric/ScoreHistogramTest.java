package dev.bellows.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreHistogramTest {
  @Property
  void binsKeepTheOrderOfTheScores(@ForAll float a, @ForAll float b) {
    if (a <= b) {
      assertThat(ScoreHistogram.binOf(a)).isLessThanOrEqualTo(ScoreHistogram.binOf(b));
    } else {
      assertThat(ScoreHistogram.binOf(a)).isGreaterThanOrEqualTo(ScoreHistogram.binOf(b));
    }
  }

  @Property
  void aBinBeginsAtItsLowestScore(@ForAll float score) {
    float lowest = ScoreHistogram.lowest(ScoreHistogram.binOf(score));
    assertThat(lowest).isLessThanOrEqualTo(score);
    assertThat(ScoreHistogram.binOf(lowest)).isEqualTo(ScoreHistogram.binOf(score));
    assertThat(ScoreHistogram.binOf(Math.nextDown(lowest))).isLessThan(ScoreHistogram.binOf(score));
  }

  @Test
  void zerosShareABinAndInfinitiesAndNaNHaveTheirOwn() {
    assertThat(ScoreHistogram.binOf(-0f)).isEqualTo(ScoreHistogram.binOf(0f));
    assertThat(ScoreHistogram.lowest(ScoreHistogram.binOf(0f))).isEqualTo(0f);
    assertThat(ScoreHistogram.binOf(Float.NaN)).isZero();
    assertThat(ScoreHistogram.binOf(Float.NEGATIVE_INFINITY))
        .isGreaterThan(0)
        .isLessThan(ScoreHistogram.binOf(-Float.MAX_VALUE));
    assertThat(ScoreHistogram.binOf(Float.POSITIVE_INFINITY))
        .isGreaterThan(ScoreHistogram.binOf(Float.MAX_VALUE))
        .isLessThan(ScoreHistogram.BINS);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 50, 700})
  void areaIsThatOfAllPairsWhereScoresHaveTheirOwnBins(int rows) {
    Random random = new Random(rows);
    float[] scores = new float[rows];
    boolean[] positive = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      scores[i] = (random.nextInt(61) - 30) / 8f; // many ties, and exact in 11 bits
      positive[i] = i == 0 || (i > 1 && random.nextInt(3) == 0);
    }
    assertThat(histogram(scores, positive).areaUnderCurve())
        .isCloseTo(allPairs(scores, positive), within(1e-15));
  }

  @Test
  void areaIsThatOfTheScoresRoundedToTheirBins() {
    Random random = new Random(5);
    float[] scores = new float[2_000];
    float[] rounded = new float[scores.length];
    boolean[] positive = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      positive[i] = random.nextBoolean();
      scores[i] = (float) (random.nextGaussian() + (positive[i] ? 0.7 : 0));
      rounded[i] = ScoreHistogram.lowest(ScoreHistogram.binOf(scores[i]));
    }
    double area = histogram(scores, positive).areaUnderCurve();
    assertThat(area).isCloseTo(allPairs(rounded, positive), within(1e-13));
    assertThat(area).isCloseTo(allPairs(scores, positive), within(1e-4));
  }

  @Test
  void areaIsNotDefinedForOneClassOrForScoresThatAreNaN() {
    assertThat(new ScoreHistogram().areaUnderCurve()).isNaN();
    assertThat(histogram(new float[] {1, 2}, new boolean[] {true, true}).areaUnderCurve()).isNaN();
    assertThat(histogram(new float[] {1, 2}, new boolean[2]).areaUnderCurve()).isNaN();
    assertThat(
            histogram(new float[] {1, Float.NaN, 2}, new boolean[] {true, true, false})
                .areaUnderCurve())
        .isNaN();
  }

  @Test
  void billionsOfRowsDoNotOverflow() {
    ScoreHistogram histogram =
        histogram(new float[] {1, 1, 2, 2, 2}, new boolean[] {true, false, true, true, false});
    double expected = histogram.areaUnderCurve();
    for (int doubling = 0; doubling < 31; doubling++) {
      histogram.merge(histogram.copy());
    }
    assertThat(histogram.areaUnderCurve()).isCloseTo(expected, within(1e-12));
    assertThat(histogram.confusion(2)[1][1]).isEqualTo(2L << 31);
  }

  @Test
  void memoryGrowsWithTheBinsAlone() {
    ScoreHistogram histogram = new ScoreHistogram();
    for (int round = 0; round < 10; round++) {
      histogram.add(codes(new float[] {1, 2, 1.0001f, 2, 1}, new boolean[5]));
    }
    assertThat(histogram.size()).isEqualTo(2);
    assertThat(histogram.count(0)).isEqualTo(30);
  }

  static ScoreHistogram histogram(float[] scores, boolean[] positive) {
    ScoreHistogram histogram = new ScoreHistogram();
    histogram.add(codes(scores, positive));
    return histogram;
  }

  private static long[] codes(float[] scores, boolean[] positive) {
    long[] codes = new long[scores.length];
    Arrays.setAll(codes, i -> ScoreHistogram.code(scores[i], positive[i]));
    return codes;
  }

  private static double allPairs(float[] scores, boolean[] positive) {
    double won = 0;
    long pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (positive[i] && !positive[j]) {
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return won / pairs;
  }
}
