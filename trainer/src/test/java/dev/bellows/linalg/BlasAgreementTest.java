package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every implementation against three plain loops, on sizes around the widths of its tiles. */
class BlasAgreementTest {

  private static final String[] TRANSPOSES = {"NN", "NT", "TN", "TT"};
  private static final double[] ALPHAS = {1, 0.5, -2};
  private static final double[] BETAS = {0, 1, -0.75};

  /** A product's shape and its place in arrays that are larger than it needs. */
  private record Case(
      boolean transposeA, boolean transposeB, int m, int n, int k, double alpha, double beta) {

    int lda() {
      return (transposeA ? k : m) + 3;
    }

    int ldb() {
      return (transposeB ? n : k) + 1;
    }

    int ldc() {
      return m + 2;
    }

    /** Of op(A); row and column, behind an offset of 5. */
    int a(int i, int p) {
      return 5 + (transposeA ? p + i * lda() : i + p * lda());
    }

    int b(int p, int j) {
      return 7 + (transposeB ? j + p * ldb() : p + j * ldb());
    }

    int c(int i, int j) {
      return 9 + i + j * ldc();
    }

    int sizeA() {
      return 5 + lda() * (transposeA ? m : k);
    }

    int sizeB() {
      return 7 + ldb() * (transposeB ? k : n);
    }

    int sizeC() {
      return 9 + ldc() * n;
    }

    /** Of the rounding error of any order of adding, as no factor exceeds 1. */
    double bound(double unitRoundoff) {
      return unitRoundoff * (k + 4) * (Math.abs(alpha) * k + Math.abs(beta));
    }
  }

  /** Matrix products in single precision. */
  private interface Sgemm {
    void multiply(
        String transa,
        String transb,
        int m,
        int n,
        int k,
        float alpha,
        float[] a,
        int offsetA,
        int lda,
        float[] b,
        int offsetB,
        int ldb,
        float beta,
        float[] c,
        int offsetC,
        int ldc);
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "vector", "java"})
  void sgemm(String implementation) {
    sgemm(load(implementation)::sgemm);
  }

  /** Of small products too, which no library computes. */
  @Test
  void theDoorsSgemm() {
    sgemm(Blas::sgemm);
  }

  @Test
  void noRowsAreNoProduct() {
    float[] c = {1, 2};
    float[] weights = new float[512 * 784];
    Blas.sgemm("T", "N", 512, 0, 784, 1, weights, 0, 784, weights, 0, 784, 1, c, 0, 512);
    assertThat(c).containsExactly(1, 2);
  }

  /** Of many rows, few columns: what BLAS then gets is not what the caller gave. */
  @Test
  void aProductOfFewColumnsIsCheckedAsAnyOther() {
    float[] a = new float[512 * 784];
    float[] b = new float[784 * 8];
    float[] c = new float[512 * 8];
    assertThatThrownBy(
            () -> Blas.sgemm("T", "X", 512, 8, 784, 1, a, 0, 784, b, 0, 784, 0, c, 0, 512))
        .hasMessage("Invalid operation: 'X': must be N or T");
    assertThatThrownBy(
            () -> Blas.sgemm("T", "N", 512, 8, 784, 1, a, 0, 784, b, 0, 784, 0, c, 0, 511))
        .hasMessage("Invalid matrix: 512 × 8 with a leading dimension of 511");
    assertThatThrownBy(
            () -> Blas.sgemm("T", "N", 512, 8, 784, 1, a, 0, 784, b, 0, 784, 0, c, 1, 512))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static void sgemm(Sgemm sgemm) {
    forEachCase(
        shape -> {
          double[] a = random(shape.sizeA(), 1);
          double[] b = random(shape.sizeB(), 2);
          double[] c = startOf(shape);
          float[] actual = toFloats(c);
          sgemm.multiply(
              shape.transposeA() ? "T" : "N",
              shape.transposeB() ? "T" : "N",
              shape.m(),
              shape.n(),
              shape.k(),
              (float) shape.alpha(),
              toFloats(a),
              5,
              shape.lda(),
              toFloats(b),
              7,
              shape.ldb(),
              (float) shape.beta(),
              actual,
              9,
              shape.ldc());
          double[] expected = product(shape, a, b, c);
          check(shape, expected, toDoubles(actual), shape.bound(0x1p-24));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "vector", "java"})
  void dgemm(String implementation) {
    BLAS blas = load(implementation);
    forEachCase(
        shape -> {
          double[] a = random(shape.sizeA(), 1);
          double[] b = random(shape.sizeB(), 2);
          double[] c = startOf(shape);
          double[] actual = c.clone();
          blas.dgemm(
              shape.transposeA() ? "T" : "N",
              shape.transposeB() ? "T" : "N",
              shape.m(),
              shape.n(),
              shape.k(),
              shape.alpha(),
              a,
              5,
              shape.lda(),
              b,
              7,
              shape.ldb(),
              shape.beta(),
              actual,
              9,
              shape.ldc());
          check(shape, product(shape, a, b, c), actual, shape.bound(0x1p-53));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "vector", "java"})
  void dsyrkWritesOneTriangle(String implementation) {
    BLAS blas = load(implementation);
    forEachCase(
        shape -> {
          if (shape.m() != shape.n() || shape.transposeA() == shape.transposeB()) {
            return;
          }
          // op(A)·op(A)ᵀ is a product whose second factor is the first, read the other way.
          double[] a = random(shape.sizeA(), 1);
          double[] c = startOf(shape);
          double[] actual = c.clone();
          boolean lower = shape.k() % 2 == 0;
          blas.dsyrk(
              lower ? "L" : "U",
              shape.transposeA() ? "T" : "N",
              shape.n(),
              shape.k(),
              shape.alpha(),
              a,
              5,
              shape.lda(),
              shape.beta(),
              actual,
              9,
              shape.ldc());
          double[] expected = c.clone();
          for (int j = 0; j < shape.n(); j++) {
            for (int i = lower ? j : 0; i < (lower ? shape.n() : j + 1); i++) {
              double sum = 0;
              for (int p = 0; p < shape.k(); p++) {
                sum += a[shape.a(i, p)] * a[shape.a(j, p)];
              }
              expected[shape.c(i, j)] = combine(shape, sum, c[shape.c(i, j)]);
            }
          }
          check(shape, expected, actual, shape.bound(0x1p-53));
        });
  }

  private interface Check {
    void run(Case shape);
  }

  private static void forEachCase(Check check) {
    int count = 0;
    for (int m : AwkwardSizes.ALL) {
      for (int n : AwkwardSizes.ALL) {
        for (int k : AwkwardSizes.ALL) {
          // All transposes for each size; the factors take turns.
          for (String transposes : TRANSPOSES) {
            double alpha = ALPHAS[count % ALPHAS.length];
            double beta = BETAS[count / ALPHAS.length % BETAS.length];
            boolean transposeA = transposes.charAt(0) == 'T';
            boolean transposeB = transposes.charAt(1) == 'T';
            check.run(new Case(transposeA, transposeB, m, n, k, alpha, beta));
            count++;
          }
        }
      }
    }
  }

  private static BLAS load(String implementation) {
    return BlasChoice.make(implementation, 1, LibraryFolder.candidates()).library().blas();
  }

  private static double[] product(Case shape, double[] a, double[] b, double[] c) {
    double[] result = c.clone();
    for (int j = 0; j < shape.n(); j++) {
      for (int i = 0; i < shape.m(); i++) {
        double sum = 0;
        for (int p = 0; p < shape.k(); p++) {
          sum += a[shape.a(i, p)] * b[shape.b(p, j)];
        }
        result[shape.c(i, j)] = combine(shape, sum, c[shape.c(i, j)]);
      }
    }
    return result;
  }

  private static double combine(Case shape, double sum, double before) {
    return shape.alpha() * sum + (shape.beta() == 0 ? 0 : shape.beta() * before);
  }

  /** Within the tolerance where the product is, and untouched around it. */
  private static void check(Case shape, double[] expected, double[] actual, double tolerance) {
    for (int i = 0; i < expected.length; i++) {
      // Written so that NaN fails, but in the gaps, where it must stay.
      boolean same = Double.compare(expected[i], actual[i]) == 0;
      if (!same && !(Math.abs(expected[i] - actual[i]) <= tolerance)) {
        assertThat(actual[i]).as("%s at %d", shape, i).isEqualTo(expected[i]);
      }
    }
  }

  /** Where beta is 0, NaN: it must be overwritten, not multiplied. */
  private static double[] startOf(Case shape) {
    double[] c = random(shape.sizeC(), 3);
    if (shape.beta() == 0) {
      Arrays.fill(c, Double.NaN);
    }
    return c;
  }

  /** Floats in ±1, so that both precisions start from the same numbers. */
  private static double[] random(int size, long seed) {
    Random random = new Random(seed);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return values;
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] toDoubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
