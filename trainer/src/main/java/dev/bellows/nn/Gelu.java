package dev.bellows.nn;

import dev.bellows.linalg.Elementwise;
import dev.bellows.linalg.SmoothRectifiers;

/** {@code z·Φ(z)}, Φ being the normal distribution (Hendrycks and Gimpel, 2016). */
public record Gelu() implements PointwiseActivation {
  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public boolean needsInput() {
    return true;
  }

  @Override
  public boolean isRectifier() {
    return true;
  }

  @Override
  public float value(float z) {
    return SmoothRectifiers.gelu(z);
  }

  @Override
  public float slope(float z, float y) {
    return SmoothRectifiers.geluSlope(z);
  }

  @Override
  public void forwardRange(float[] values, int from, int to) {
    SmoothRectifiers.gelu(values, from, to);
  }

  @Override
  public void backwardRange(float[] z, float[] y, float[] gradient, int from, int to) {
    SmoothRectifiers.geluSlope(z, from, to);
    Elementwise.multiply(gradient, z, from, to);
  }
}
