package dev.bellows.linalg;

import java.util.Objects;

/**
 * Products that are too small to be worth a call of native code: {@code C ← op(A)·op(B) + beta·C},
 * column-major as in {@link Blas}. Each element of C is summed up over k from the first on, without
 * fused operations, so that its bits are the same on every machine. Which products these are, their
 * shape alone decides.
 */
final class SmallProduct {
  /** A product with columns as long as a register pays up to so many multiplications. */
  private static final long MOST_MULTIPLICATIONS = 8192;

  private static final int LONG_COLUMN = 16;

  /** Others are computed one by one, and pay up to so many. */
  private static final long MOST_SINGLE_MULTIPLICATIONS = 1024;

  private static final ThreadLocal<float[]> PACKED =
      ThreadLocal.withInitial(() -> new float[(int) MOST_MULTIPLICATIONS]);

  private SmallProduct() {}

  /** Whether a product of this shape is small. */
  static boolean is(int m, int n, int k) {
    long most = m < LONG_COLUMN ? MOST_SINGLE_MULTIPLICATIONS : MOST_MULTIPLICATIONS;
    return (long) m * n * k <= most;
  }

  /** Computes it; the arguments are those of {@link Blas#sgemm}. */
  static void multiply(
      String transa,
      String transb,
      int m,
      int n,
      int k,
      float[] a,
      int offsetA,
      int lda,
      float[] b,
      int offsetB,
      int ldb,
      float beta,
      float[] c,
      int offsetC,
      int ldc) {
    boolean transposeA = isTransposed(transa);
    boolean transposeB = isTransposed(transb);
    check(transposeA ? k : m, transposeA ? m : k, a, offsetA, lda);
    check(transposeB ? n : k, transposeB ? k : n, b, offsetB, ldb);
    check(m, n, c, offsetC, ldc);
    if (m == 0 || n == 0) {
      return;
    }
    float[] columns = a;
    int offset = offsetA;
    int stride = lda;
    if (transposeA) {
      columns = PACKED.get();
      offset = 0;
      stride = m;
      transpose(m, k, a, offsetA, lda, columns);
    }
    int nextK = transposeB ? ldb : 1;
    int nextN = transposeB ? 1 : ldb;
    LoopsChoice.current()
        .multiply(
            m, n, k, columns, offset, stride, b, offsetB, nextK, nextN, beta, c, offsetC, ldc);
  }

  /**
   * @throws IllegalArgumentException if it is neither N nor T
   */
  static boolean isTransposed(String operation) {
    return switch (operation) {
      case "N", "n" -> false;
      case "T", "t", "C", "c" -> true;
      default ->
          throw new IllegalArgumentException(
              "Invalid operation: '%s': must be N or T".formatted(operation));
    };
  }

  /**
   * @throws IllegalArgumentException if columns would overlap
   * @throws IndexOutOfBoundsException if the matrix does not lie in its array
   */
  static void check(int rows, int columns, float[] matrix, int offset, int ld) {
    if (rows < 0 || columns < 0 || ld < Math.max(1, rows)) {
      throw new IllegalArgumentException(
          "Invalid matrix: %d × %d with a leading dimension of %d".formatted(rows, columns, ld));
    }
    if (rows > 0 && columns > 0) {
      Objects.checkFromIndexSize(offset, (columns - 1) * ld + rows, matrix.length);
    }
  }

  private static void transpose(int m, int k, float[] a, int offset, int lda, float[] to) {
    for (int i = 0; i < m; i++) {
      int from = offset + i * lda;
      for (int p = 0; p < k; p++) {
        to[p * m + i] = a[from + p];
      }
    }
  }
}
