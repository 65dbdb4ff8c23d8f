package dev.bellows.linalg;

import dev.ludovic.netlib.lapack.LAPACK;
import org.netlib.util.intW;

/**
 * The door to LAPACK: the solvers behind {@link Blas}, from the same native library where it has
 * them, else netlib's translation from Fortran. Matrices are column-major, in double precision,
 * from offset 0; working storage is taken and dropped inside. Gram matrices are small, so nothing
 * here is tuned.
 */
public final class Lapack {

  private Lapack() {}

  /**
   * Solves {@code min ‖A·x − b‖} for each column b of B, by QR with column pivoting and a complete
   * orthogonal factorisation; of several solutions, the shortest.
   *
   * @param m rows of A
   * @param n columns of A, rows of the solution
   * @param rhs columns of B
   * @param a m × n; destroyed
   * @param lda at least m
   * @param b max(m, n) × rhs: B on entry, the n × rhs solutions on return
   * @param ldb at least max(m, n)
   * @param pivots n entries, returned: the 1-based columns of A, the independent ones first; a
   *     non-zero entry on entry asks for that column to be moved to the front
   * @param tolerance columns count as independent while the condition number of their triangle is
   *     below 1 / tolerance
   * @return the rank: how many columns are independent
   * @throws IllegalArgumentException when a size is impossible or an array too short
   */
  public static int dgelsy(
      int m,
      int n,
      int rhs,
      double[] a,
      int lda,
      double[] b,
      int ldb,
      int[] pivots,
      double tolerance) {
    checkMatrix("dgelsy", "A", m, n, a.length, lda);
    checkMatrix("dgelsy", "B", Math.max(m, n), rhs, b.length, ldb);
    checkVector("dgelsy", "pivots", n, pivots.length);
    LAPACK lapack = Blas.lapack();
    intW rank = new intW(0);
    intW info = new intW(0);
    double[] size = new double[1];
    lapack.dgelsy(m, n, rhs, a, lda, b, ldb, pivots, tolerance, rank, size, -1, info);
    checkArguments("dgelsy", info);
    double[] work = new double[Math.max(1, (int) size[0])];
    lapack.dgelsy(m, n, rhs, a, lda, b, ldb, pivots, tolerance, rank, work, work.length, info);
    checkArguments("dgelsy", info);
    return rank.val;
  }

  /**
   * Eigenvalues and eigenvectors of a symmetric matrix.
   *
   * @param uplo the triangle of A that is read: {@code "U"} or {@code "L"}
   * @param n rows and columns of A
   * @param a n × n; on return its columns are the eigenvectors, of length one
   * @param lda at least n
   * @param eigenvalues n entries, returned in ascending order
   * @throws IllegalArgumentException when a size is impossible or an array too short
   * @throws ArithmeticException when the iteration does not converge, as with NaN in A
   */
  public static void dsyev(String uplo, int n, double[] a, int lda, double[] eigenvalues) {
    checkTriangle("dsyev", uplo);
    checkMatrix("dsyev", "A", n, n, a.length, lda);
    checkVector("dsyev", "eigenvalues", n, eigenvalues.length);
    LAPACK lapack = Blas.lapack();
    intW info = new intW(0);
    double[] size = new double[1];
    lapack.dsyev("V", uplo, n, a, lda, eigenvalues, size, -1, info);
    checkArguments("dsyev", info);
    double[] work = new double[Math.max(1, (int) size[0])];
    lapack.dsyev("V", uplo, n, a, lda, eigenvalues, work, work.length, info);
    checkArguments("dsyev", info);
    if (info.val > 0) {
      throw new ArithmeticException(
          "No eigenvalues of a "
              + n
              + " × "
              + n
              + " matrix: "
              + info.val
              + " did not converge: check it for NaN and infinities");
    }
  }

  /**
   * Cholesky factor of a symmetric positive definite matrix, {@code A = L·Lᵀ} or {@code Uᵀ·U}, for
   * {@link #dpotrs}.
   *
   * @param uplo the triangle of A that is read and overwritten by the factor
   * @param n rows and columns of A
   * @param a n × n
   * @param lda at least n
   * @return 0, or the 1-based order of the first leading minor that is not positive definite
   * @throws IllegalArgumentException when a size is impossible or an array too short
   */
  public static int dpotrf(String uplo, int n, double[] a, int lda) {
    checkTriangle("dpotrf", uplo);
    checkMatrix("dpotrf", "A", n, n, a.length, lda);
    intW info = new intW(0);
    Blas.lapack().dpotrf(uplo, n, a, lda, info);
    checkArguments("dpotrf", info);
    return info.val;
  }

  /**
   * Solves {@code A·X = B} with the factor that {@link #dpotrf} left in a.
   *
   * @param b n × rhs: B on entry, X on return
   * @throws IllegalArgumentException when a size is impossible or an array too short
   */
  public static void dpotrs(String uplo, int n, int rhs, double[] a, int lda, double[] b, int ldb) {
    checkTriangle("dpotrs", uplo);
    checkMatrix("dpotrs", "A", n, n, a.length, lda);
    checkMatrix("dpotrs", "B", n, rhs, b.length, ldb);
    intW info = new intW(0);
    Blas.lapack().dpotrs(uplo, n, rhs, a, lda, b, ldb, info);
    checkArguments("dpotrs", info);
  }

  // Netlib hands LAPACK's arguments on unchecked: native code would write past a short array.

  private static void checkMatrix(
      String routine, String name, int rows, int columns, int length, int ld) {
    if (rows < 0 || columns < 0 || ld < Math.max(1, rows)) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid %s of %s: %d × %d with leading dimension %d: sizes must be ≥ 0, and the"
                  + " leading dimension at least the rows",
              name, routine, rows, columns, ld));
    }
    long needed = columns == 0 ? 0 : (columns - 1L) * ld + rows;
    if (length < needed) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid %s of %s: %d elements: %d × %d with leading dimension %d needs %d",
              name, routine, length, rows, columns, ld, needed));
    }
  }

  private static void checkVector(String routine, String name, int size, int length) {
    if (length < size) {
      throw new IllegalArgumentException(
          String.format("Invalid %s of %s: %d elements: needs %d", name, routine, length, size));
    }
  }

  private static void checkTriangle(String routine, String uplo) {
    if (!uplo.equals("U") && !uplo.equals("L")) {
      throw new IllegalArgumentException(
          String.format("Invalid uplo of %s: '%s': must be U or L", routine, uplo));
    }
  }

  private static void checkArguments(String routine, intW info) {
    if (info.val < 0) {
      throw new IllegalArgumentException(
          "Invalid argument " + -info.val + " of " + routine + ": see LAPACK's manual page");
    }
  }
}
