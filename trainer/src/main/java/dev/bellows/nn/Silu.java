package dev.bellows.nn;

import dev.bellows.linalg.Elementwise;
import dev.bellows.linalg.SmoothRectifiers;

/**
 * {@code z·σ(z)}, σ being the sigmoid; also called swish (Elfwing, Uchibe and Doya, 2017;
 * Ramachandran, Zoph and Le, 2017).
 */
public record Silu() implements PointwiseActivation {
  @Override
  public String name() {
    return "silu";
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
    return SmoothRectifiers.silu(z);
  }

  @Override
  public float slope(float z, float y) {
    return SmoothRectifiers.siluSlope(z);
  }

  @Override
  public void forwardRange(float[] values, int from, int to) {
    SmoothRectifiers.silu(values, from, to);
  }

  @Override
  public void backwardRange(float[] z, float[] y, float[] gradient, int from, int to) {
    SmoothRectifiers.siluSlope(z, from, to);
    Elementwise.multiply(gradient, z, from, to);
  }
}
