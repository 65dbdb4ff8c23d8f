package dev.bellows.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.lapack.LAPACK;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The one door to BLAS. The first use in a JVM chooses the implementation, for good, and logs one
 * line that says which and why: OpenBLAS out of our jar, else the system's BLAS, else netlib's
 * VectorBLAS, else plain Java. It works in a private copy of netlib, so it neither depends on nor
 * changes what MLlib in the same JVM uses.
 *
 * <p>System properties: {@code bellows.blas} takes one implementation and no other ({@code native},
 * {@code system}, {@code vector}, {@code java}); {@code bellows.blas.threads}, or else the variable
 * {@code OPENBLAS_NUM_THREADS}, sets how many threads one call may use (default 1: the tasks of an
 * executor run side by side).
 *
 * <p><b>Layout.</b> Matrices are column-major: element (i, j) of a matrix with leading dimension
 * {@code ld} is at {@code offset + i + j·ld}. Our batches are row-major, {@code rows × d}, row
 * after row; read as column-major they are the {@code d × rows} matrix {@code X}, with {@code ld =
 * d}, and weights {@code units × inputs} row-major are {@code W'}, {@code inputs × units}, with
 * {@code ld = inputs}. So with Z of {@code units × rows}:
 *
 * <pre>
 * product                  row-major            column-major call
 * forward    Z  = X·Wᵀ     rows × units         sgemm("T", "N", units, rows, inputs, W, X)
 * inputs     dX = dZ·W     rows × inputs        sgemm("N", "N", inputs, rows, units, W, dZ)
 * weights    dW = dZᵀ·X    units × inputs       sgemm("N", "T", inputs, units, rows, X, dZ)
 * </pre>
 *
 * <p>A slice of a batch is an offset. Nothing is copied. All methods throw {@link
 * IllegalArgumentException} for impossible sizes and {@link IndexOutOfBoundsException} for arrays
 * that are too short. They may be called from many threads at once.
 */
public final class Blas {

  private Blas() {}

  /**
   * Holds the choice. Static finals, so that the JIT compiler calls the implementation directly; a
   * failure is kept and thrown at every use, rather than once and then as NoClassDefFoundError.
   */
  private static final class Chosen {
    static final BlasChoice CHOICE;
    static final RuntimeException FAILURE;
    static final BLAS LIBRARY;

    static {
      BlasChoice choice = null;
      RuntimeException failure = null;
      try {
        choice = BlasChoice.make();
        Logger log = System.getLogger(Blas.class.getName());
        Level level = choice.library().kernel().isNative() ? Level.INFO : Level.WARNING;
        log.log(level, "BLAS: " + choice.describe());
      } catch (RuntimeException e) {
        failure = e;
      }
      CHOICE = choice;
      FAILURE = failure;
      LIBRARY = choice == null ? null : choice.library().blas();
    }
  }

  /**
   * {@code C ← alpha·op(A)·op(B) + beta·C} in single precision, where op is the matrix itself
   * ({@code "N"}) or its transpose ({@code "T"}). With beta 0, C need not be set before.
   *
   * @param m rows of op(A) and of C
   * @param n columns of op(B) and of C
   * @param k columns of op(A), rows of op(B); 0 scales C by beta
   */
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
    if (k == 0) {
      // Netlib takes the last element of A for checking, and there is none.
      EmptyProduct.scale(m, n, beta, c, offsetC, ldc);
      return;
    }
    checkOffsets(offsetA, offsetB, offsetC);
    if (alpha == 1 && SmallProduct.is(m, n, k)) {
      SmallProduct.multiply(
          transa, transb, m, n, k, a, offsetA, lda, b, offsetB, ldb, beta, c, offsetC, ldc);
      return;
    }
    if (FewColumns.is(transa, m, n, k)) {
      SmallProduct.check(m, n, c, offsetC, ldc);
      float[] turned = FewColumns.buffer(Math.multiplyExact(m, n));
      String other = SmallProduct.isTransposed(transb) ? "N" : "T";
      blas().sgemm(other, "N", n, m, k, alpha, b, offsetB, ldb, a, offsetA, lda, 0, turned, 0, n);
      FewColumns.put(m, n, turned, beta, c, offsetC, ldc);
      return;
    }
    blas()
        .sgemm(
            transa, transb, m, n, k, alpha, a, offsetA, lda, b, offsetB, ldb, beta, c, offsetC,
            ldc);
  }

  /** {@link #sgemm} in double precision. */
  public static void dgemm(
      String transa,
      String transb,
      int m,
      int n,
      int k,
      double alpha,
      double[] a,
      int offsetA,
      int lda,
      double[] b,
      int offsetB,
      int ldb,
      double beta,
      double[] c,
      int offsetC,
      int ldc) {
    if (k == 0) {
      EmptyProduct.scale(m, n, beta, c, offsetC, ldc);
      return;
    }
    checkOffsets(offsetA, offsetB, offsetC);
    blas()
        .dgemm(
            transa, transb, m, n, k, alpha, a, offsetA, lda, b, offsetB, ldb, beta, c, offsetC,
            ldc);
  }

  /**
   * {@code C ← alpha·A·Aᵀ + beta·C} for trans {@code "N"}, or {@code alpha·Aᵀ·A + beta·C} for
   * {@code "T"}, in double precision; C is symmetric and only one triangle is read and written. The
   * Gram matrix of row-major rows, {@code rows × d}, is {@code dsyrk("L", "N", d, rows, …)}.
   *
   * @param uplo the triangle of C, as column-major: {@code "U"} or {@code "L"}
   * @param n rows and columns of C
   * @param k the size that is summed over; 0 scales C by beta
   */
  public static void dsyrk(
      String uplo,
      String trans,
      int n,
      int k,
      double alpha,
      double[] a,
      int offsetA,
      int lda,
      double beta,
      double[] c,
      int offsetC,
      int ldc) {
    if (k == 0) {
      EmptyProduct.scaleTriangle(uplo.equalsIgnoreCase("L"), n, beta, c, offsetC, ldc);
      return;
    }
    checkOffsets(offsetA, 0, offsetC);
    blas().dsyrk(uplo, trans, n, k, alpha, a, offsetA, lda, beta, c, offsetC, ldc);
  }

  /** Netlib checks where a matrix ends, not where it begins. */
  private static void checkOffsets(int a, int b, int c) {
    if ((a | b | c) < 0) {
      throw new IndexOutOfBoundsException("Offsets must be ≥ 0: " + a + ", " + b + ", " + c);
    }
  }

  /** The fingerprint of the implementation. */
  public static Kernel kernel() {
    return choice().library().kernel();
  }

  /** How many threads one call may use; 0 when a system BLAS does not tell. */
  public static int threads() {
    return choice().library().threads();
  }

  /** Which implementation was chosen and why, in one line. */
  public static String description() {
    return choice().describe();
  }

  static LAPACK lapack() {
    return choice().library().lapack();
  }

  private static BlasChoice choice() {
    if (Chosen.FAILURE != null) {
      throw Chosen.FAILURE;
    }
    return Chosen.CHOICE;
  }

  private static BLAS blas() {
    if (Chosen.FAILURE != null) {
      throw Chosen.FAILURE;
    }
    return Chosen.LIBRARY;
  }
}
