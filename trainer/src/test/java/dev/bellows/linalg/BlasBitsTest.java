package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bit-identical training needs of BLAS: a product's bits depend on its numbers alone. */
class BlasBitsTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 784", "1, 33, 100", "17, 1, 300", "64, 33, 784", "100, 128, 1000"})
  void thePlaceInTheArrayDoesNotMatter(int m, int n, int k) {
    for (String transposes : new String[] {"NN", "TN", "NT"}) {
      float[] expected = product(transposes, m, n, k, 0);
      for (int offset = 1; offset < 17; offset++) {
        assertThat(product(transposes, m, n, k, offset))
            .as("%s at offset %d", transposes, offset)
            .containsExactly(expected);
      }
    }
  }

  @Test
  void whatOtherThreadsMultiplyDoesNotMatter() throws Exception {
    float[] expected = product("TN", 64, 33, 784, 0);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<float[]> task =
          () -> {
            for (int i = 0; i < 50; i++) {
              product("NN", 17, 31, 100, i);
            }
            return product("TN", 64, 33, 784, 3);
          };
      for (Future<float[]> result :
          threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> task).toList())) {
        assertThat(result.get()).containsExactly(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aProductOverNothingScales() {
    float[] c = {1, Float.NaN, 3, 4};
    Blas.sgemm("N", "N", 2, 2, 0, 1, new float[0], 0, 2, new float[0], 0, 1, 0, c, 0, 2);
    assertThat(c).containsExactly(0, 0, 0, 0);

    double[] d = {1, 2, 3, 4, 5, 6};
    double[] none = new double[0];
    Blas.dgemm("N", "N", 2, 2, 0, 1, none, 0, 2, none, 0, 1, 2, d, 0, 3);
    assertThat(d).containsExactly(2, 4, 3, 8, 10, 6);
    Blas.dsyrk("L", "N", 2, 0, 1, none, 0, 2, 0.5, d, 0, 3);
    assertThat(d).containsExactly(1, 2, 3, 8, 5, 6);
  }

  @Test
  void refusesToReadOutsideAnArray() {
    float[] four = new float[4];
    assertThatThrownBy(
            () -> Blas.sgemm("N", "N", 2, 2, 2, 1, four, 0, 2, four, 1, 2, 0, new float[4], 0, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(
            () -> Blas.sgemm("N", "N", 2, 2, 2, 1, four, -1, 2, four, 0, 2, 0, new float[4], 0, 2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Offsets must be ≥ 0: -1, 0, 0");
  }

  private static float[] product(String transposes, int m, int n, int k, int offset) {
    Random random = new Random(7);
    float[] a = random(random, m * k, offset);
    float[] b = random(random, k * n, offset / 2);
    float[] c = new float[m * n + offset / 3];
    String transposeA = transposes.substring(0, 1);
    String transposeB = transposes.substring(1);
    Blas.sgemm(
        transposeA,
        transposeB,
        m,
        n,
        k,
        1,
        a,
        offset,
        transposeA.equals("N") ? m : k,
        b,
        offset / 2,
        transposeB.equals("N") ? k : n,
        0,
        c,
        offset / 3,
        m);
    return Arrays.copyOfRange(c, offset / 3, c.length);
  }

  private static float[] random(Random random, int size, int offset) {
    float[] values = new float[offset + size];
    for (int i = offset; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
