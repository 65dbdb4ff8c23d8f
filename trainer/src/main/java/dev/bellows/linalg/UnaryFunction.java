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
    LoopsChoice.current().functions().get(this).apply(x, from, to);
  }
}
