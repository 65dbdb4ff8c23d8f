package dev.bellows.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The part of {@link Loops#multiply} that fills registers: blocks of rows as long as one. */
final class VectorProduct {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
  static final int LANES = FLOATS.length();

  private VectorProduct() {}

  /** The rows 0 … LANES − 1 of four columns of C, the first at {@code to}. */
  static void four(
      int k,
      float[] a,
      int offsetA,
      int lda,
      float[] b,
      int from,
      int nextK,
      int nextN,
      float beta,
      float[] c,
      int to,
      int ldc) {
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int p = 0; p < k; p++) {
      FloatVector factors = FloatVector.fromArray(FLOATS, a, offsetA + p * lda);
      int at = from + p * nextK;
      s0 = s0.add(factors.mul(b[at]));
      s1 = s1.add(factors.mul(b[at + nextN]));
      s2 = s2.add(factors.mul(b[at + 2 * nextN]));
      s3 = s3.add(factors.mul(b[at + 3 * nextN]));
    }
    if (beta != 0) {
      s0 = s0.add(FloatVector.fromArray(FLOATS, c, to).mul(beta));
      s1 = s1.add(FloatVector.fromArray(FLOATS, c, to + ldc).mul(beta));
      s2 = s2.add(FloatVector.fromArray(FLOATS, c, to + 2 * ldc).mul(beta));
      s3 = s3.add(FloatVector.fromArray(FLOATS, c, to + 3 * ldc).mul(beta));
    }
    s0.intoArray(c, to);
    s1.intoArray(c, to + ldc);
    s2.intoArray(c, to + 2 * ldc);
    s3.intoArray(c, to + 3 * ldc);
  }

  /** The rows 0 … LANES − 1 of one column of C. */
  static void one(
      int k,
      float[] a,
      int offsetA,
      int lda,
      float[] b,
      int from,
      int nextK,
      float beta,
      float[] c,
      int to) {
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int p = 0; p < k; p++) {
      sum = sum.add(FloatVector.fromArray(FLOATS, a, offsetA + p * lda).mul(b[from + p * nextK]));
    }
    if (beta != 0) {
      sum = sum.add(FloatVector.fromArray(FLOATS, c, to).mul(beta));
    }
    sum.intoArray(c, to);
  }
}
