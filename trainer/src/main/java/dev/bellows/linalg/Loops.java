package dev.bellows.linalg;

import java.util.Map;

/**
 * Loops over float arrays that Java 17 does not turn into vector instructions by itself. {@link
 * PlainLoops} say what they compute, {@code VectorLoops} compute the same bits faster; {@link
 * LoopsChoice} has those to take. Callers check ranges: see {@link Elementwise}.
 */
interface Loops {
  /** A loop for each function. */
  Map<UnaryFunction, RangeFunction> functions();

  /** As {@link Elementwise#add}. */
  void add(float[] into, int intoOffset, float[] from, int fromOffset, int length);

  /** As {@link Elementwise#sumRows}. */
  void sumRows(float[] rows, int offset, int n, int width, float[] into, int intoOffset);

  /** As {@link Elementwise#allFinite}. */
  boolean allFinite(float[] a, int from, int to);

  /**
   * {@code C ← A·B + beta·C} with A of m × k and C of m × n, both column-major; element (p, j) of B
   * is at {@code offsetB + p·nextK + j·nextN}. Each element of C is {@code Σ_p A_ip B_pj}, from p =
   * 0 on, to which {@code beta·C} is added unless beta is 0.
   */
  void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int offsetA,
      int lda,
      float[] b,
      int offsetB,
      int nextK,
      int nextN,
      float beta,
      float[] c,
      int offsetC,
      int ldc);

  /** As {@link Elementwise#keepLarger}. */
  void keepLarger(float[] values, int[] places, int from, int shift, int length);

  /** As {@link Runs#copy}. */
  void copyRuns(Runs runs, float[] source, int sourceOffset, float[] target, int targetOffset);

  /** As {@link Runs#addBack}. */
  void addRunsBack(Runs runs, float[] target, int targetOffset, float[] source, int sourceOffset);
}
