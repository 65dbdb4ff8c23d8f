package dev.bellows.linalg;

/**
 * Products of a large matrix with a few columns, such as a layer's weights with the rows of a small
 * batch: {@code C ← Aᵀ·op(B) + beta·C}. OpenBLAS first copies its left matrix as a whole to where
 * the right one meets it, and for few columns that takes long; so these are computed as {@code Cᵀ ←
 * op(B)ᵀ·A}, and turned. Which products these are, their shape alone decides.
 */
final class FewColumns {
  /** Turning C costs as much as the copy saves when it sums over so many times its columns. */
  private static final int WORTH = 4;

  /**
   * Columns of Cᵀ that are turned together: as many numbers as lie side by side in a cache line.
   */
  private static final int BLOCK = 16;

  private static final ThreadLocal<float[]> TURNED = ThreadLocal.withInitial(() -> new float[0]);

  private FewColumns() {}

  /** Whether a product of this shape is one. */
  static boolean is(String transa, int m, int n, int k) {
    return transa.equalsIgnoreCase("T") && n > 0 && n < m && n <= k / WORTH;
  }

  /** A buffer of at least {@code size} numbers for {@code Cᵀ}, the calling thread's own. */
  static float[] buffer(int size) {
    float[] buffer = TURNED.get();
    if (buffer.length < size) {
      buffer = new float[size];
      TURNED.set(buffer);
    }
    return buffer;
  }

  /** {@code C ← turnedᵀ + beta·C}, where turned has n rows without gaps. */
  static void put(int m, int n, float[] turned, float beta, float[] c, int offsetC, int ldc) {
    for (int i = 0; i < m; i += BLOCK) {
      int rows = Math.min(BLOCK, m - i);
      for (int j = 0; j < n; j++) {
        int to = offsetC + j * ldc + i;
        int from = i * n + j;
        if (beta == 0) {
          for (int p = 0; p < rows; p++) {
            c[to + p] = turned[from + p * n];
          }
        } else {
          for (int p = 0; p < rows; p++) {
            c[to + p] = turned[from + p * n] + beta * c[to + p];
          }
        }
      }
    }
  }
}
