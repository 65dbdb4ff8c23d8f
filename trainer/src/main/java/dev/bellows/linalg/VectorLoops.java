package dev.bellows.linalg;

import java.util.EnumMap;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link PlainLoops} with the Vector API: the same operations on the same numbers in
 * the same order, in eight lanes, and the rest of a range one by one. Where a plain loop cannot
 * look into the bits of a number and be fast, this does.
 *
 * <p>Registers of one length only, though some processors have longer ones: where the JIT compiler
 * meets vectors of two lengths in one place of the API, it makes objects of them. So it does with
 * those that it hands to a method of ours and does not inline, as in a method that is long already:
 * loops call the API alone.
 */
final class VectorLoops implements Loops {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
  private static final VectorSpecies<Integer> INTEGERS = IntVector.SPECIES_256;
  private static final int LANES = FLOATS.length();
  private static final Loops PLAIN = new PlainLoops();

  private final Map<UnaryFunction, RangeFunction> functions =
      new EnumMap<>(
          Map.of(
              UnaryFunction.EXP, new CalledFunction(VectorLoops::exp),
              UnaryFunction.SIGMOID, new CalledFunction(VectorLoops::sigmoid),
              UnaryFunction.TANH, new CalledFunction(VectorLoops::tanh),
              UnaryFunction.GELU, new CalledFunction(VectorLoops::gelu),
              UnaryFunction.GELU_SLOPE, new CalledFunction(VectorLoops::geluSlope),
              UnaryFunction.SILU, new CalledFunction(VectorLoops::silu),
              UnaryFunction.SILU_SLOPE, new CalledFunction(VectorLoops::siluSlope)));

  /**
   * @throws UnsupportedOperationException if the processor's registers are shorter than 256 bits
   */
  VectorLoops() {
    VectorShape longest = VectorShape.preferredShape();
    if (longest.vectorBitSize() < FLOATS.vectorBitSize()) {
      throw new UnsupportedOperationException(longest + " is too short");
    }
  }

  @Override
  public void add(float[] into, int intoOffset, float[] from, int fromOffset, int length) {
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      FloatVector.fromArray(FLOATS, into, intoOffset + i)
          .add(FloatVector.fromArray(FLOATS, from, fromOffset + i))
          .intoArray(into, intoOffset + i);
    }
    for (; i < length; i++) {
      into[intoOffset + i] += from[fromOffset + i];
    }
  }

  @Override
  public void sumRows(float[] rows, int offset, int n, int width, float[] into, int intoOffset) {
    int j = 0;
    for (; j <= width - 4 * LANES; j += 4 * LANES) {
      sumFourColumns(rows, offset + j, n, width, into, intoOffset + j);
    }
    for (; j <= width - LANES; j += LANES) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int row = 0; row < n; row++) {
        sum = sum.add(FloatVector.fromArray(FLOATS, rows, offset + j + row * width));
      }
      sum.intoArray(into, intoOffset + j);
    }
    for (; j < width; j++) {
      float sum = 0;
      for (int row = 0; row < n; row++) {
        sum += rows[offset + j + row * width];
      }
      into[intoOffset + j] = sum;
    }
  }

  private static void sumFourColumns(
      float[] rows, int offset, int n, int width, float[] into, int to) {
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int row = 0; row < n; row++) {
      int from = offset + row * width;
      s0 = s0.add(FloatVector.fromArray(FLOATS, rows, from));
      s1 = s1.add(FloatVector.fromArray(FLOATS, rows, from + LANES));
      s2 = s2.add(FloatVector.fromArray(FLOATS, rows, from + 2 * LANES));
      s3 = s3.add(FloatVector.fromArray(FLOATS, rows, from + 3 * LANES));
    }
    s0.intoArray(into, to);
    s1.intoArray(into, to + LANES);
    s2.intoArray(into, to + 2 * LANES);
    s3.intoArray(into, to + 3 * LANES);
  }

  @Override
  public boolean allFinite(float[] a, int from, int to) {
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    int i = from;
    for (; i <= to - 2 * LANES; i += 2 * LANES) {
      s0 = s0.add(FloatVector.fromArray(FLOATS, a, i).mul(0));
      s1 = s1.add(FloatVector.fromArray(FLOATS, a, i + LANES).mul(0));
    }
    float sum = s0.add(s1).reduceLanes(VectorOperators.ADD);
    for (; i < to; i++) {
      sum += 0 * a[i];
    }
    return sum == 0;
  }

  @Override
  public Map<UnaryFunction, RangeFunction> functions() {
    return functions;
  }

  private static void exp(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorFunctions.exp(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
    }
    for (; i < to; i++) {
      x[i] = Elementwise.exp(x[i]);
    }
  }

  private static void sigmoid(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorFunctions.sigmoid(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
    }
    for (; i < to; i++) {
      x[i] = Elementwise.sigmoid(x[i]);
    }
  }

  private static void tanh(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorFunctions.tanh(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
    }
    for (; i < to; i++) {
      x[i] = Elementwise.tanh(x[i]);
    }
  }

  private static void gelu(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorFunctions.gelu(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
    }
    for (; i < to; i++) {
      x[i] = SmoothRectifiers.gelu(x[i]);
    }
  }

  private static void geluSlope(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorFunctions.geluSlope(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
    }
    for (; i < to; i++) {
      x[i] = SmoothRectifiers.geluSlope(x[i]);
    }
  }

  private static void silu(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorFunctions.silu(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
    }
    for (; i < to; i++) {
      x[i] = SmoothRectifiers.silu(x[i]);
    }
  }

  private static void siluSlope(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorFunctions.siluSlope(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
    }
    for (; i < to; i++) {
      x[i] = SmoothRectifiers.siluSlope(x[i]);
    }
  }

  @Override
  public void multiply(
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
      int ldc) {
    int i = 0;
    while (i <= m - LANES) {
      int j = 0;
      for (; j <= n - 4; j += 4) {
        VectorProduct.four(
            k,
            a,
            offsetA + i,
            lda,
            b,
            offsetB + j * nextN,
            nextK,
            nextN,
            beta,
            c,
            offsetC + i + j * ldc,
            ldc);
      }
      for (; j < n; j++) {
        VectorProduct.one(
            k, a, offsetA + i, lda, b, offsetB + j * nextN, nextK, beta, c, offsetC + i + j * ldc);
      }
      // The last rows once more with those before them, if it does not matter, or one by one.
      i = i < m - LANES && i + LANES > m - LANES && beta == 0 ? m - LANES : i + LANES;
    }
    if (i < m) {
      PLAIN.multiply(
          m - i, n, k, a, offsetA + i, lda, b, offsetB, nextK, nextN, beta, c, offsetC + i, ldc);
    }
  }

  @Override
  public void keepLarger(float[] values, int[] places, int from, int shift, int length) {
    int i = from;
    for (; i <= from + length - LANES; i += LANES) {
      FloatVector own = FloatVector.fromArray(FLOATS, values, i);
      FloatVector other = FloatVector.fromArray(FLOATS, values, i + shift);
      VectorMask<Float> larger =
          other.compare(VectorOperators.GT, own).or(other.compare(VectorOperators.NE, other));
      own.blend(other, larger).intoArray(values, i);
      IntVector.fromArray(INTEGERS, places, i)
          .blend(IntVector.fromArray(INTEGERS, places, i + shift), larger.cast(INTEGERS))
          .intoArray(places, i);
    }
    PLAIN.keepLarger(values, places, i, shift, from + length - i);
  }

  @Override
  public void copyRuns(
      Runs runs, float[] source, int sourceOffset, float[] target, int targetOffset) {
    if (runs.stride != 1) {
      PLAIN.copyRuns(runs, source, sourceOffset, target, targetOffset);
      return;
    }
    for (int run = 0; run < runs.lengths.length; run++) {
      int from = sourceOffset + runs.sources[run];
      int to = targetOffset + runs.targets[run];
      int length = runs.lengths[run];
      int i = 0;
      for (; i <= length - LANES; i += LANES) {
        FloatVector.fromArray(FLOATS, source, from + i).intoArray(target, to + i);
      }
      for (; i < length; i++) {
        target[to + i] = source[from + i];
      }
    }
  }

  @Override
  public void addRunsBack(
      Runs runs, float[] target, int targetOffset, float[] source, int sourceOffset) {
    if (runs.stride != 1) {
      PLAIN.addRunsBack(runs, target, targetOffset, source, sourceOffset);
      return;
    }
    for (int run = 0; run < runs.lengths.length; run++) {
      int from = targetOffset + runs.targets[run];
      int to = sourceOffset + runs.sources[run];
      int length = runs.lengths[run];
      int i = 0;
      for (; i <= length - LANES; i += LANES) {
        FloatVector.fromArray(FLOATS, source, to + i)
            .add(FloatVector.fromArray(FLOATS, target, from + i))
            .intoArray(source, to + i);
      }
      for (; i < length; i++) {
        source[to + i] += target[from + i];
      }
    }
  }
}
