package dev.bellows.nn;

import dev.bellows.linalg.Blas;
import java.io.Serializable;
import java.util.Arrays;

/**
 * One head of attention, over the first {@code length} steps of one row: {@code o = p v} with
 * {@code p = softmax(q kᵀ / √width)} (Vaswani et al., 2017).
 *
 * <pre>
 * q, k, v  length × width   inside rows of 3·units: q of all heads, then k, then v
 * p        length × length  what each step looks at
 * o        length × width   inside rows of units
 * </pre>
 *
 * @param units of all heads
 * @param width units of this head
 * @param mask which steps a step may look at
 */
record ScaledDotProduct(int units, int width, Attention.Mask mask) implements Serializable {

  /**
   * Computes p.
   *
   * @param qkv whose q begins at {@code q}
   * @param at where p begins
   */
  void probabilities(int length, float[] qkv, int q, float[] p, int at) {
    int k = q + units;
    int row = 3 * units;
    Blas.sgemm(
        "T", "N", length, length, width, scale(), qkv, k, row, qkv, q, row, 0, p, at, length);
    for (int step = 0; step < length; step++) {
      int from = at + step * length;
      int to = from + seen(step, length);
      Softmax.normalize(p, from, to);
      Arrays.fill(p, to, from + length, 0);
    }
  }

  /** Computes o, which begins at {@code to}. */
  void output(int length, float[] p, int at, float[] qkv, int q, float[] o, int to) {
    int v = q + 2 * units;
    int row = 3 * units;
    Blas.sgemm("N", "N", width, length, length, 1, qkv, v, row, p, at, length, 0, o, to, units);
  }

  /**
   * Computes the gradients of p and v.
   *
   * @param output the gradient of o, from {@code from} on
   * @param dp overwritten, from 0 on
   * @param dqkv whose v is overwritten
   */
  void outputGradient(
      int length,
      float[] p,
      int at,
      float[] qkv,
      int q,
      float[] output,
      int from,
      float[] dp,
      float[] dqkv) {
    int v = q + 2 * units;
    int row = 3 * units;
    Blas.sgemm(
        "T", "N", length, length, width, 1, qkv, v, row, output, from, units, 0, dp, 0, length);
    Blas.sgemm(
        "N", "T", width, length, length, 1, output, from, units, p, at, length, 0, dqkv, v, row);
  }

  /**
   * Computes the gradients of q and k.
   *
   * @param dp the gradient of p, from 0 on; overwritten
   * @param dqkv whose q and k are overwritten
   */
  void probabilityGradient(
      int length, float[] p, int at, float[] qkv, int q, float[] dp, float[] dqkv) {
    for (int step = 0; step < length; step++) {
      int from = step * length;
      int to = from + seen(step, length);
      Softmax.pullBack(p, at + from, dp, from, to);
      Arrays.fill(dp, to, from + length, 0);
    }
    int k = q + units;
    int row = 3 * units;
    float scale = scale();
    Blas.sgemm("N", "N", width, length, length, scale, qkv, k, row, dp, 0, length, 0, dqkv, q, row);
    Blas.sgemm("N", "T", width, length, length, scale, qkv, q, row, dp, 0, length, 0, dqkv, k, row);
  }

  private float scale() {
    return (float) (1 / Math.sqrt(width));
  }

  /** How many steps a step looks at, from the first on. */
  private int seen(int step, int length) {
    return mask == Attention.Mask.CAUSAL ? step + 1 : length;
  }
}
