package dev.bellows.linalg;

/** Functions of one number whose loops over a range need the Vector API to be fast. */
enum UnaryFunction {
  /** {@link Elementwise#exp(float)}. */
  EXP,
  /** {@link Elementwise#sigmoid(float)}. */
  SIGMOID,
  /** {@link Elementwise#tanh(float)}. */
  TANH,
  /** {@link SmoothRectifiers#gelu(float)}. */
  GELU,
  /** {@link SmoothRectifiers#geluSlope(float)}. */
  GELU_SLOPE,
  /** {@link SmoothRectifiers#silu(float)}. */
  SILU,
  /** {@link SmoothRectifiers#siluSlope(float)}. */
  SILU_SLOPE;

  /** Applies this one in place, from {@code from} inclusive to {@code to} exclusive. */
  void apply(float[] x, int from, int to) {
    // This one call of many loops is not inlined: the JIT compiler runs out of room where several
    // loops with the Vector API stand in one method, and then makes objects of their vectors.
    LoopsChoice.current().functions().get(this).apply(x, from, to);
  }
}
