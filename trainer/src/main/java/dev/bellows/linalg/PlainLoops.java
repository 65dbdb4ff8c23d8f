package dev.bellows.linalg;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The loops as one writes them down: the definition of what all others compute. */
final class PlainLoops implements Loops {
  private final Map<UnaryFunction, RangeFunction> functions =
      new EnumMap<>(
          Map.of(
              UnaryFunction.EXP, PlainLoops::exp,
              UnaryFunction.SIGMOID, PlainLoops::sigmoid,
              UnaryFunction.TANH, PlainLoops::tanh,
              UnaryFunction.GELU, PlainLoops::gelu,
              UnaryFunction.GELU_SLOPE, PlainLoops::geluSlope,
              UnaryFunction.SILU, PlainLoops::silu,
              UnaryFunction.SILU_SLOPE, PlainLoops::siluSlope));

  @Override
  public Map<UnaryFunction, RangeFunction> functions() {
    return functions;
  }

  @Override
  public void add(float[] into, int intoOffset, float[] from, int fromOffset, int length) {
    if (intoOffset == fromOffset) {
      // With one index for both, Java 17 uses vector instructions; with two it does not.
      for (int i = intoOffset; i < intoOffset + length; i++) {
        into[i] += from[i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        into[intoOffset + i] += from[fromOffset + i];
      }
    }
  }

  @Override
  public void sumRows(float[] rows, int offset, int n, int width, float[] into, int intoOffset) {
    Arrays.fill(into, intoOffset, intoOffset + width, 0);
    for (int row = 0; row < n; row++) {
      add(into, intoOffset, rows, offset + row * width, width);
    }
  }

  @Override
  public boolean allFinite(float[] a, int from, int to) {
    // 0·x is 0 for a finite x, else NaN, and NaN stays in its lane.
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = from;
    for (; i <= to - 4; i += 4) {
      s0 += 0 * a[i];
      s1 += 0 * a[i + 1];
      s2 += 0 * a[i + 2];
      s3 += 0 * a[i + 3];
    }
    for (; i < to; i++) {
      s0 += 0 * a[i];
    }
    return (s0 + s1) + (s2 + s3) == 0;
  }

  private static void exp(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Elementwise.exp(x[i]);
    }
  }

  private static void sigmoid(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Elementwise.sigmoid(x[i]);
    }
  }

  private static void tanh(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Elementwise.tanh(x[i]);
    }
  }

  private static void gelu(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = SmoothRectifiers.gelu(x[i]);
    }
  }

  private static void geluSlope(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = SmoothRectifiers.geluSlope(x[i]);
    }
  }

  private static void silu(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = SmoothRectifiers.silu(x[i]);
    }
  }

  private static void siluSlope(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
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
    int j = 0;
    for (; j <= n - 4; j += 4) {
      int from = offsetB + j * nextN;
      int to = offsetC + j * ldc;
      for (int i = 0; i < m; i++) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int p = 0; p < k; p++) {
          float factor = a[offsetA + i + p * lda];
          int at = from + p * nextK;
          s0 += factor * b[at];
          s1 += factor * b[at + nextN];
          s2 += factor * b[at + 2 * nextN];
          s3 += factor * b[at + 3 * nextN];
        }
        put(s0, beta, c, to + i);
        put(s1, beta, c, to + i + ldc);
        put(s2, beta, c, to + i + 2 * ldc);
        put(s3, beta, c, to + i + 3 * ldc);
      }
    }
    for (; j < n; j++) {
      int from = offsetB + j * nextN;
      for (int i = 0; i < m; i++) {
        float sum = 0;
        for (int p = 0; p < k; p++) {
          sum += a[offsetA + i + p * lda] * b[from + p * nextK];
        }
        put(sum, beta, c, offsetC + j * ldc + i);
      }
    }
  }

  private static void put(float sum, float beta, float[] c, int at) {
    c[at] = beta == 0 ? sum : sum + beta * c[at];
  }

  @Override
  public void keepLarger(float[] values, int[] places, int from, int shift, int length) {
    for (int i = from; i < from + length; i++) {
      float other = values[i + shift];
      if (other > values[i] || Float.isNaN(other)) {
        values[i] = other;
        places[i] = places[i + shift];
      }
    }
  }

  @Override
  public void copyRuns(
      Runs runs, float[] source, int sourceOffset, float[] target, int targetOffset) {
    for (int run = 0; run < runs.lengths.length; run++) {
      int from = sourceOffset + runs.sources[run];
      int to = targetOffset + runs.targets[run];
      if (runs.stride == 1) {
        System.arraycopy(source, from, target, to, runs.lengths[run]);
      } else {
        for (int i = 0; i < runs.lengths[run]; i++) {
          target[to + i] = source[from + i * runs.stride];
        }
      }
    }
  }

  @Override
  public void addRunsBack(
      Runs runs, float[] target, int targetOffset, float[] source, int sourceOffset) {
    for (int run = 0; run < runs.lengths.length; run++) {
      int from = targetOffset + runs.targets[run];
      int to = sourceOffset + runs.sources[run];
      for (int i = 0; i < runs.lengths[run]; i++) {
        source[to + i * runs.stride] += target[from + i];
      }
    }
  }
}
