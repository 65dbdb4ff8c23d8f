package dev.bellows.nn;

import dev.bellows.linalg.Elementwise;
import dev.bellows.linalg.SmoothRectifiers;

/** {@code ln(1 + e^z)} (Dugas et al., 2001). */
public record Softplus() implements PointwiseActivation {
  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public boolean needsInput() {
    return true;
  }

  @Override
  public float value(float z) {
    return SmoothRectifiers.softplus(z);
  }

  @Override
  public float slope(float z, float y) {
    return Elementwise.sigmoid(z);
  }

  @Override
  public void forwardRange(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = SmoothRectifiers.softplus(values[i]);
    }
  }

  @Override
  public void backwardRange(float[] z, float[] y, float[] gradient, int from, int to) {
    for (int i = from; i < to; i++) {
      gradient[i] *= Elementwise.sigmoid(z[i]);
    }
  }
}
