package dev.bellows.nn;

import java.io.Serializable;

/** What a layer applies to {@code z} to give {@code y}, both {@code rows × units}; in place. */
public sealed interface Activation extends Serializable
    permits PointwiseActivation, Softmax, PerUnit {
  /** The name, as in a job spec: {@code relu}. */
  String name();

  /**
   * Whether its slope is continuous; where it is not, it jumps only where y changes between {@code
   * > 0} and {@code ≤ 0}.
   */
  default boolean isSmooth() {
    return true;
  }

  /** Whether it lets what is positive pass and little else, so that He's initial weights suit. */
  default boolean isRectifier() {
    return !isSmooth();
  }

  /** The {@linkplain Layer#piece piece} that {@code y}, of {@code length} numbers, lies on. */
  default long piece(float[] y, int length) {
    if (isSmooth()) {
      return 0;
    }
    long piece = 1;
    for (int i = 0; i < length; i++) {
      piece = 31 * piece + (y[i] > 0 ? 1 : 0);
    }
    return piece;
  }

  /** Whether {@link #backward} needs z, since y does not tell it, as with GELU. */
  default boolean needsInput() {
    return false;
  }

  /** {@code values: rows × units} holds z and receives y. */
  void forward(float[] values, int rows, int units);

  /**
   * {@code gradient: rows × units} holds the gradient with respect to y and receives that with
   * respect to z.
   *
   * @param z null unless it {@link #needsInput}; may be overwritten
   */
  void backward(float[] z, float[] y, float[] gradient, int rows, int units);
}
