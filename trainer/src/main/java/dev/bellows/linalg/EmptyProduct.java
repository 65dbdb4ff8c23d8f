package dev.bellows.linalg;

/** {@code C ← beta·C}: what a product over nothing leaves; beta 0 clears whatever is there. */
final class EmptyProduct {

  private EmptyProduct() {}

  static void scale(int rows, int columns, float beta, float[] c, int offset, int ld) {
    for (int j = 0; j < columns; j++) {
      for (int at = offset + j * ld; at < offset + j * ld + rows; at++) {
        c[at] = beta == 0 ? 0 : beta * c[at];
      }
    }
  }

  static void scale(int rows, int columns, double beta, double[] c, int offset, int ld) {
    for (int j = 0; j < columns; j++) {
      scaleRun(beta, c, offset + j * ld, rows);
    }
  }

  static void scaleTriangle(boolean lower, int n, double beta, double[] c, int offset, int ld) {
    for (int j = 0; j < n; j++) {
      int first = lower ? j : 0;
      int count = lower ? n - j : j + 1;
      scaleRun(beta, c, offset + j * ld + first, count);
    }
  }

  private static void scaleRun(double beta, double[] c, int from, int count) {
    for (int at = from; at < from + count; at++) {
      c[at] = beta == 0 ? 0 : beta * c[at];
    }
  }
}
