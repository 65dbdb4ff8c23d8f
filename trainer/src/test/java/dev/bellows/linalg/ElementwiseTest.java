package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseTest {

  private interface FloatFunction {
    float of(float x);
  }

  private interface RangeFunction {
    void apply(float[] x, int from, int to);
  }

  // A prime distance: every exponent and sign, and mantissas of every kind.
  private static final long DISTANCE = 4099;
  private static final double SMALLEST_NORMAL = Float.MIN_NORMAL;

  @Test
  void expIsWithinOneUnitInTheLastPlace() {
    assertThat(largestError(Elementwise::exp, StrictMath::exp, 0)).isLessThan(1);
  }

  @Test
  void expKeepsToItsEnds() {
    assertThat(Elementwise.exp(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Elementwise.exp(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Elementwise.exp(Float.NaN)).isNaN();
    assertThat(Elementwise.exp(0f)).isOne();
    assertThat(Elementwise.exp(-0f)).isOne();
    assertThat(Elementwise.exp(88.72283f)).isBetween(3.4e38f, Float.MAX_VALUE);
    assertThat(Elementwise.exp(88.7229f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Elementwise.exp(-104f)).isZero();
    assertThat(Elementwise.exp(-Float.MAX_VALUE)).isZero();
  }

  @Test
  void sigmoidIsWithinTwoAndAHalfUnits() {
    DoubleUnaryOperator exact = x -> 1 / (1 + StrictMath.exp(-x));
    assertThat(largestError(Elementwise::sigmoid, exact, SMALLEST_NORMAL)).isLessThan(2.5);
  }

  @Test
  void sigmoidKeepsToItsEnds() {
    assertThat(Elementwise.sigmoid(Float.POSITIVE_INFINITY)).isOne();
    assertThat(Elementwise.sigmoid(0f)).isEqualTo(0.5f);
    assertThat(Elementwise.sigmoid(Float.NEGATIVE_INFINITY)).isBetween(0f, 6.1e-39f);
    assertThat(Elementwise.sigmoid(-88f)).isBetween(0f, 6.1e-39f);
    assertThat(Elementwise.sigmoid(Float.NaN)).isNaN();
  }

  @Test
  void tanhIsWithinTwoAndAHalfUnitsNearZeroToo() {
    assertThat(largestError(Elementwise::tanh, StrictMath::tanh, 0)).isLessThan(2.5);
    assertThat(Elementwise.tanh(1e-30f)).isEqualTo(1e-30f);
    assertThat(Elementwise.tanh(-Float.MIN_VALUE)).isEqualTo(-Float.MIN_VALUE);
  }

  @Test
  void tanhKeepsToItsEnds() {
    assertThat(Elementwise.tanh(Float.POSITIVE_INFINITY)).isOne();
    assertThat(Elementwise.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(Elementwise.tanh(0f)).isZero();
    assertThat(Elementwise.tanh(Float.NaN)).isNaN();
  }

  @Test
  void sigmoidAndExpMakeTheirPowersOfTwoDifferentlyAndAgree() {
    for (float x = -87.9f; x < 24; x += 0.00137f) {
      assertThat(Elementwise.sigmoid(x)).isEqualTo(1 / (1 + Elementwise.exp(-x)));
    }
  }

  @Test
  void compiledRangesGiveTheBitsOfSingleCalls() {
    assertSameBits(Elementwise::sigmoid, Elementwise::sigmoid);
    assertSameBits(Elementwise::tanh, Elementwise::tanh);
    assertSameBits(Elementwise::relu, x -> Math.max(x, 0));
    assertSameBits(
        (x, from, to) -> Elementwise.leakyRelu(x, from, to, 0.01f),
        x -> Math.max(x, 0) + 0.01f * Math.min(x, 0));
    assertSameBits((x, from, to) -> Elementwise.scale(x, from, to, 0.3f), x -> 0.3f * x);
  }

  @Test
  void theBitsAreTheseOnEveryJvm() {
    assertThat(checkSum(Elementwise::exp)).isEqualTo("c6ab6baf");
    assertThat(checkSum(Elementwise::sigmoid)).isEqualTo("7c424f4c");
    assertThat(checkSum(Elementwise::tanh)).isEqualTo("46af788");
  }

  @Test
  void stepTellsNumbersAboveZero() {
    for (float x : new float[] {Float.MIN_VALUE, Float.MIN_NORMAL, 1, Float.MAX_VALUE}) {
      assertThat(Elementwise.step(x)).isOne();
      assertThat(Elementwise.step(-x)).isZero();
    }
    assertThat(Elementwise.step(0f)).isZero();
    assertThat(Elementwise.step(-0f)).isZero();
    assertThat(Elementwise.step(Float.POSITIVE_INFINITY)).isOne();
    assertThat(Elementwise.step(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Elementwise.step(Float.NaN)).isNaN();
  }

  @Test
  void activationsLetNanThrough() {
    float[] x = {Float.NaN, -1, 2};
    Elementwise.relu(x, 0, 3);
    assertThat(x).containsExactly(Float.NaN, 0, 2);
    x[1] = -1;
    Elementwise.leakyRelu(x, 0, 3, 0.5f);
    assertThat(x).containsExactly(Float.NaN, -0.5f, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void addsAtEqualAndAtDifferentOffsets(int fromOffset) {
    float[] from = random(40);
    for (int length : AwkwardSizes.ALL) {
      if (length <= 33) {
        float[] into = random(40);
        float[] expected = into.clone();
        for (int i = 0; i < length; i++) {
          expected[3 + i] += from[fromOffset + i];
        }
        Elementwise.add(into, 3, from, fromOffset, length);
        assertThat(into).containsExactly(expected);
      }
    }
  }

  @Test
  void sumsSquaresInEightLanes() {
    for (int length : AwkwardSizes.ALL) {
      float[] a = random(length + 5);
      double[] lanes = new double[8];
      int inLanes = length - length % 8;
      for (int i = 0; i < inLanes; i++) {
        lanes[i % 8] += (double) a[2 + i] * a[2 + i];
      }
      for (int half = 4; half > 0; half /= 2) {
        for (int i = 0; i < half; i++) {
          lanes[i] += lanes[i + half];
        }
      }
      double expected = lanes[0];
      for (int i = inLanes; i < length; i++) {
        expected += (double) a[2 + i] * a[2 + i];
      }
      for (int run = 0; run < 2000; run++) {
        assertThat(Elementwise.sumOfSquares(a, 2, 2 + length)).isEqualTo(expected);
      }
    }
  }

  @Test
  void sumOfSquaresOfTheLargestNumbersIsFinite() {
    float[] a = {Float.MAX_VALUE, -Float.MAX_VALUE};
    assertThat(Elementwise.sumOfSquares(a, 0, 2)).isFinite();
    a[1] = Float.NEGATIVE_INFINITY;
    assertThat(Elementwise.sumOfSquares(a, 0, 2)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void findsWhatIsNotFiniteAnywhereInTheRange(float bad) {
    for (int length : AwkwardSizes.ALL) {
      float[] a = random(length + 2);
      a[0] = bad;
      a[length + 1] = bad;
      assertThat(Elementwise.allFinite(a, 1, length + 1)).isTrue();
      for (int at = 1; at <= length; at++) {
        float kept = a[at];
        a[at] = bad;
        assertThat(Elementwise.allFinite(a, 1, length + 1)).isFalse();
        a[at] = kept;
      }
    }
  }

  @Test
  void theLargestAndSmallestNumbersAreFinite() {
    float[] a = {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -0f, 0f};
    assertThat(Elementwise.allFinite(a, 0, 5)).isTrue();
    assertThat(Elementwise.allFinite(a, 5, 5)).isTrue();
  }

  @Test
  void refusesRangesOutsideTheArray() {
    float[] x = new float[4];
    assertThatThrownBy(() -> Elementwise.sigmoid(x, 0, 5))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Elementwise.sumOfSquares(x, -1, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Elementwise.add(x, 1, x, 0, 4))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static String checkSum(FloatFunction function) {
    CRC32 sum = new CRC32();
    ByteBuffer bits = ByteBuffer.allocate(Integer.BYTES);
    for (long x = 0; x < 1L << 32; x += DISTANCE) {
      bits.putInt(0, Float.floatToIntBits(function.of(Float.intBitsToFloat((int) x))));
      sum.update(bits.array());
    }
    return Long.toHexString(sum.getValue());
  }

  /** In units in the last place of the exact value, over floats of every kind. */
  private static double largestError(
      FloatFunction function, DoubleUnaryOperator exact, double above) {
    double largest = 0;
    for (long bits = 0; bits < 1L << 32; bits += DISTANCE) {
      float x = Float.intBitsToFloat((int) bits);
      double value = exact.applyAsDouble(x);
      if (!Float.isNaN(x) && Float.isFinite((float) value) && Math.abs(value) >= above) {
        double error = Math.abs(function.of(x) - value) / Math.ulp((float) value);
        largest = Math.max(largest, error);
      }
    }
    return largest;
  }

  /** Enough calls that the range is compiled, with vector instructions where it can be. */
  private static void assertSameBits(RangeFunction range, FloatFunction single) {
    for (int length : AwkwardSizes.ALL) {
      float[] x = random(length + 7);
      float[] expected = x.clone();
      for (int i = 5; i < 5 + length; i++) {
        expected[i] = single.of(x[i]);
      }
      for (int run = 0; run < 500; run++) {
        float[] actual = x.clone();
        range.apply(actual, 5, 5 + length);
        assertThat(actual).containsExactly(expected);
      }
    }
  }

  private static float[] random(int length) {
    Random random = new Random(length);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) (random.nextGaussian() * 4);
    }
    return x;
  }
}
