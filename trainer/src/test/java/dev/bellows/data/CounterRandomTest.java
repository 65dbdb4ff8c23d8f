package dev.bellows.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
  private static final int NUMBERS = 200_000;

  @Test
  void numbersAreUniform() {
    long[] counts = new long[1_000];
    for (int i = 0; i < NUMBERS; i++) {
      counts[(int) (CounterRandom.uniformDouble(1, i) * counts.length)]++;
    }
    assertThat(Uniformity.deviation(counts)).isBetween(-5.0, 5.0);
  }

  @Test
  void neighbouringIndicesKeysAndStepsAreIndependent() {
    long[] indices = new long[400];
    long[] keys = new long[400];
    long[] steps = new long[400];
    for (int i = 0; i < NUMBERS; i++) {
      int first = cell(CounterRandom.key(1, i), 0);
      indices[20 * cell(7, 2L * i) + cell(7, 2L * i + 1)]++;
      keys[20 * cell(i, 3) + cell(i + 1, 3)]++;
      steps[20 * first + cell(CounterRandom.key(1, i + 1), 0)]++;
    }
    assertThat(Uniformity.deviation(indices)).isBetween(-5.0, 5.0);
    assertThat(Uniformity.deviation(keys)).isBetween(-5.0, 5.0);
    assertThat(Uniformity.deviation(steps)).isBetween(-5.0, 5.0);
  }

  private static int cell(long key, long index) {
    return (int) (CounterRandom.uniform(key, index) * 20);
  }

  @Test
  void everyBitIsAFairCoin() {
    int[] ones = new int[64];
    for (int i = 0; i < NUMBERS; i++) {
      long bits = CounterRandom.bits(5, i);
      for (int bit = 0; bit < 64; bit++) {
        ones[bit] += (int) (bits >>> bit & 1);
      }
    }
    double deviation = Math.sqrt(NUMBERS) / 2;
    assertThat(Arrays.stream(ones).boxed())
        .allSatisfy(
            count -> assertThat((double) count).isCloseTo(NUMBERS / 2.0, within(5 * deviation)));
  }

  @Test
  void uniformNumbersLieInTheirRange() {
    for (int i = 0; i < NUMBERS; i++) {
      assertThat(CounterRandom.uniform(9, i)).isGreaterThanOrEqualTo(0).isLessThan(1);
      assertThat(CounterRandom.uniformDouble(9, i)).isGreaterThanOrEqualTo(0).isLessThan(1);
    }
  }

  @Test
  void gaussianNumbersHaveTheMomentsOfTheNormalDistribution() {
    double[] moments = new double[5];
    for (int i = 0; i < NUMBERS; i++) {
      double value = CounterRandom.gaussian(3, i);
      for (int order = 1; order <= 4; order++) {
        moments[order] += StrictMath.pow(value, order) / NUMBERS;
      }
    }
    double deviation = 1 / Math.sqrt(NUMBERS);
    assertThat(moments[1]).isCloseTo(0, within(5 * deviation));
    assertThat(moments[2]).isCloseTo(1, within(5 * deviation * Math.sqrt(2)));
    assertThat(moments[3]).isCloseTo(0, within(5 * deviation * Math.sqrt(15)));
    assertThat(moments[4]).isCloseTo(3, within(5 * deviation * Math.sqrt(96)));
  }

  @Test
  void differentPathsHaveDifferentKeys() {
    Set<Long> keys = new HashSet<>();
    int paths = 0;
    for (long seed = -2; seed < 3; seed++) {
      keys.add(CounterRandom.key(seed));
      paths++;
      for (long first = -2; first < 20; first++) {
        keys.add(CounterRandom.key(seed, first));
        paths++;
        for (long second = -2; second < 20; second++) {
          keys.add(CounterRandom.key(seed, first, second));
          paths++;
        }
      }
      for (Purpose purpose : Purpose.values()) {
        keys.add(purpose.key(seed));
        keys.add(purpose.key(seed, 1));
        paths += 2;
      }
    }
    assertThat(keys).hasSize(paths);
  }

  /** Weights, orders and masks hang on these numbers; the bits are those of SplitMix64 itself. */
  @Test
  void theNumbersNeverChange() {
    assertThat(CounterRandom.bits(0, 0)).isEqualTo(0xE220A8397B1DCDAFL);
    assertThat(IntStream.range(0, 3).mapToObj(i -> CounterRandom.bits(42, i)))
        .containsExactly(0xBDD732262FEB6E95L, 0x28EFE333B266F103L, 0x47526757130F9F52L);
    assertThat(CounterRandom.key(1, 2, 3)).isEqualTo(0xF636B5658885B3ACL);
    assertThat(Purpose.ORDER.key(1, 2, 3)).isEqualTo(0x90C221A732F692D6L);
    assertThat(CounterRandom.gaussian(1, 2)).isEqualTo(0x1.674facc896de5p-4);
  }
}
