package dev.bellows.train;

/**
 * The least-squares fit of {@code y(h) = 2 (g h + c h³ + d h⁵)}: the slope g at 0 of a smooth
 * function, from its central differences.
 *
 * @param slope g
 * @param error its standard error, from the residuals; infinite where there is none
 */
record OddFit(double slope, double error) {
  /** No slope. */
  static final OddFit NONE = new OddFit(Double.NaN, Double.POSITIVE_INFINITY);

  private static final int TERMS = 3;

  /** Fits the points {@code from … to − 1}; none where one of them is not finite. */
  static OddFit of(double[] h, double[] y, int from, int to) {
    double unit = h[from];
    double[][] normal = new double[TERMS][TERMS + 2]; // AᵀA, Aᵀy, and e₁ for the slope's variance
    normal[0][TERMS + 1] = 1;
    double squares = 0;
    for (int i = from; i < to; i++) {
      double[] terms = terms(h[i] / unit);
      for (int row = 0; row < TERMS; row++) {
        for (int column = 0; column < TERMS; column++) {
          normal[row][column] += terms[row] * terms[column];
        }
        normal[row][TERMS] += terms[row] * y[i];
      }
    }
    eliminate(normal);
    for (int i = from; i < to; i++) {
      double[] terms = terms(h[i] / unit);
      double residual = y[i];
      for (int term = 0; term < TERMS; term++) {
        residual -= terms[term] * normal[term][TERMS];
      }
      squares += residual * residual;
    }
    double variance = squares / (to - from - TERMS) * normal[0][TERMS + 1];
    double error = Math.sqrt(variance) / unit;
    return Double.isFinite(error) ? new OddFit(normal[0][TERMS] / unit, error) : NONE;
  }

  private static double[] terms(double t) {
    double square = t * t;
    return new double[] {2 * t, 2 * t * square, 2 * t * square * square};
  }

  /** Gauss and Jordan: the matrix becomes the identity, the other columns the solutions. */
  private static void eliminate(double[][] rows) {
    for (int pivot = 0; pivot < TERMS; pivot++) {
      double factor = rows[pivot][pivot];
      for (int column = 0; column < rows[pivot].length; column++) {
        rows[pivot][column] /= factor;
      }
      for (int row = 0; row < TERMS; row++) {
        double multiple = rows[row][pivot];
        for (int column = 0; row != pivot && column < rows[row].length; column++) {
          rows[row][column] -= multiple * rows[pivot][column];
        }
      }
    }
  }
}
