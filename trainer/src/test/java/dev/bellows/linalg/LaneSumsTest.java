package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneSumsTest {
  private final LaneSums sums = new LaneSums();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 511, 512, 513, 1024, 16_384, 1_000_000})
  void addsTheSquaresOfTheRange(int length) {
    float[] a = new float[length + 20];
    Random random = new Random(length);
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) random.nextGaussian();
    }
    double expected = 0;
    for (int i = 13; i < 13 + length; i++) {
      expected += (double) a[i] * a[i];
    }
    assertThat(sums.sumOfSquares(a, 13, 13 + length)).isCloseTo(expected, within(1e-6 * expected));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.MIN_VALUE, 1e-30f, 1e-19f, 1e19f, 1e30f, Float.MAX_VALUE})
  void squaresMayLeaveTheRangeOfFloats(float value) {
    float[] a = new float[3000];
    Arrays.fill(a, value);
    double expected = 3000.0 * value * value;
    assertThat(sums.sumOfSquares(a, 0, 3000)).isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void seesWhatIsNotFiniteAnywhere() {
    float[] a = new float[1_500];
    Arrays.fill(a, -Float.MAX_VALUE);
    assertThat(sums.allFinite(a, 0, a.length)).isTrue();
    for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (int i : new int[] {3, 511, 512, 1_023, 1_499}) {
        float kept = a[i];
        a[i] = wrong;
        assertThat(sums.allFinite(a, 3, a.length)).isFalse();
        assertThat(sums.sumOfSquares(a, 3, a.length)).isNotFinite();
        assertThat(sums.allFinite(a, i + 1, a.length)).isTrue();
        a[i] = kept;
      }
    }
  }
}
