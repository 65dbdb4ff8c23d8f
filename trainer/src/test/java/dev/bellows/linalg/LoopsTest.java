package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The loops with the Vector API give the bits of the plain ones. */
class LoopsTest {
  private static final int OFFSET = 5;
  private static final int RUNS = 200; // some interpreted, most compiled
  private static final int BLOCK = 1 << 16;

  /** A prime distance: every exponent and sign, and mantissas of every kind. */
  private static final long DISTANCE = 257;

  private static final long SHORT_DISTANCE = 17;

  private final Loops plain = new PlainLoops();
  private Loops vector;

  @BeforeEach
  void findVectorLoops() {
    assumeThat(LoopsChoice.vector()).as("loops with the Vector API").isPresent();
    vector = LoopsChoice.vector().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(UnaryFunction.class)
  void functionsAgreeOnFloatsOfEveryKind(UnaryFunction function) {
    assertAgree(function, DISTANCE);
  }

  @Tag("system")
  @ParameterizedTest
  @EnumSource(
      value = UnaryFunction.class,
      names = {"EXP", "SIGMOID", "TANH"})
  void functionsAgreeOnAllFloats(UnaryFunction function) {
    assertAgree(function, 1);
  }

  /** All of them would take minutes. */
  @Tag("system")
  @ParameterizedTest
  @EnumSource(
      value = UnaryFunction.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EXP", "SIGMOID", "TANH"})
  void functionsAgreeOnManyFloats(UnaryFunction function) {
    assertAgree(function, SHORT_DISTANCE);
  }

  private void assertAgree(UnaryFunction function, long distance) {
    float[] expected = new float[BLOCK];
    float[] actual = new float[BLOCK];
    for (long start = 0; start < 1L << 32; start += BLOCK * distance) {
      for (int i = 0; i < BLOCK; i++) {
        expected[i] = Float.intBitsToFloat((int) (start + i * distance));
      }
      System.arraycopy(expected, 0, actual, 0, BLOCK);
      plain.functions().get(function).apply(expected, 0, BLOCK);
      vector.functions().get(function).apply(actual, 0, BLOCK);
      for (int i = 0; i < BLOCK; i++) {
        if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
          float x = Float.intBitsToFloat((int) (start + i * distance));
          assertThat(actual[i]).as("%s of %s", function, x).isEqualTo(expected[i]);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(UnaryFunction.class)
  void functionsKeepToTheirRange(UnaryFunction function) {
    forAwkwardSizes(
        length -> {
          float[] expected = random(length + 2 * OFFSET);
          float[] actual = expected.clone();
          plain.functions().get(function).apply(expected, OFFSET, OFFSET + length);
          vector.functions().get(function).apply(actual, OFFSET, OFFSET + length);
          assertThat(actual).containsExactly(expected);
        });
  }

  @Test
  void addsAlike() {
    forAwkwardSizes(
        length -> {
          float[] from = random(length + 2 * OFFSET);
          float[] expected = random(length + 2 * OFFSET);
          float[] actual = expected.clone();
          plain.add(expected, OFFSET, from, 2, length);
          vector.add(actual, OFFSET, from, 2, length);
          assertThat(actual).containsExactly(expected);
        });
  }

  @Test
  void addsRowsAlike() {
    forAwkwardSizes(
        width -> {
          for (int n : new int[] {0, 1, 5}) {
            float[] rows = random(n * width + OFFSET);
            float[] expected = random(width + 2 * OFFSET);
            float[] actual = expected.clone();
            plain.sumRows(rows, OFFSET, n, width, expected, OFFSET);
            vector.sumRows(rows, OFFSET, n, width, actual, OFFSET);
            assertThat(actual).containsExactly(expected);
          }
        });
  }

  @Test
  void keepTheLargerAlike() {
    forAwkwardSizes(
        length -> {
          int shift = 1 + length % 3;
          float[] expected = random(length + shift + OFFSET);
          for (int i = 0; i < expected.length; i += 7) {
            expected[i] = i % 2 == 0 ? Float.NaN : expected[i / 2];
          }
          int[] expectedPlaces = IntStream.range(0, expected.length).toArray();
          float[] actual = expected.clone();
          int[] places = expectedPlaces.clone();
          for (int run = 0; run < 2; run++) {
            plain.keepLarger(expected, expectedPlaces, OFFSET, shift, length);
            vector.keepLarger(actual, places, OFFSET, shift, length);
          }
          assertThat(actual).containsExactly(expected);
          assertThat(places).containsExactly(expectedPlaces);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void copiesRunsAlike(int stride) {
    for (int run = 0; run < RUNS; run++) {
      int[] lengths = {1, 8, 24, 13, 40};
      Runs runs =
          new Runs(new int[] {5, 0, 40, 2, 7}, new int[] {0, 1, 9, 33, 46}, lengths, stride);
      float[] source = random(OFFSET + 130);
      float[] expected = random(OFFSET + 86);
      float[] actual = expected.clone();
      plain.copyRuns(runs, source, OFFSET, expected, 2);
      vector.copyRuns(runs, source, OFFSET, actual, 2);
      assertThat(actual).containsExactly(expected);
      float[] back = source.clone();
      plain.addRunsBack(runs, actual, 2, source, OFFSET);
      vector.addRunsBack(runs, actual, 2, back, OFFSET);
      assertThat(back).containsExactly(source);
    }
  }

  @Test
  void findsWhatIsNotFiniteAlike() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      forAwkwardSizes(
          length -> {
            float[] a = random(length + 2);
            a[0] = bad;
            a[length + 1] = bad;
            assertThat(vector.allFinite(a, 1, length + 1)).isTrue();
            int at = 1 + length / 2;
            a[at] = bad;
            assertThat(vector.allFinite(a, 1, length + 1)).isFalse();
            assertThat(plain.allFinite(a, 1, length + 1)).isFalse();
          });
    }
  }

  @Test
  void multipliesAlike() {
    float[] beta = {0, 1, -0.75f};
    int count = 0;
    for (int m : AwkwardSizes.ALL) {
      for (int n : AwkwardSizes.ALL) {
        for (int k : AwkwardSizes.ALL) {
          float[] expected = product(plain, m, n, k, beta[count % beta.length]);
          float[] actual = product(vector, m, n, k, beta[count % beta.length]);
          assertThat(Arrays.equals(actual, expected)).as("%d × %d × %d", m, n, k).isTrue();
          count++;
        }
      }
    }
  }

  private static float[] product(Loops loops, int m, int n, int k, float beta) {
    float[] a = random((m + 3) * k + OFFSET);
    float[] b = random((k + 1) * (n + 1) + OFFSET);
    float[] c = random((m + 2) * n + OFFSET);
    boolean isTransposed = (m + n + k) % 2 == 0;
    int nextK = isTransposed ? n + 1 : 1;
    int nextN = isTransposed ? 1 : k + 1;
    loops.multiply(m, n, k, a, OFFSET, m + 3, b, OFFSET, nextK, nextN, beta, c, OFFSET, m + 2);
    return c;
  }

  @Test
  void areTakenOnceTheyAreTheFasterOnes() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (LoopsChoice.current() instanceof PlainLoops && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(LoopsChoice.current()).isInstanceOf(vector.getClass());
  }

  private static void forAwkwardSizes(Consumer<Integer> check) {
    for (int size : AwkwardSizes.ALL) {
      for (int run = 0; run < RUNS; run++) {
        check.accept(size);
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
