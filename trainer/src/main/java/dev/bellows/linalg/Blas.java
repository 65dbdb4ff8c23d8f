package dev.bellows.linalg;

import dev.ludovic.netlib.blas.BLAS;

/** The door to BLAS; all matrices column-major. */
public final class Blas {
  private static final BLAS BLAS_INSTANCE = BLAS.getInstance();

  private Blas() {}

  /** {@code C ← α op(A) op(B) + β C}, single precision. */
  public static void sgemm(
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
      int ldc) {
    BLAS_INSTANCE.sgemm(
        transa, transb, m, n, k, alpha, a, offsetA, lda, b, offsetB, ldb, beta, c, offsetC, ldc);
  }
}
