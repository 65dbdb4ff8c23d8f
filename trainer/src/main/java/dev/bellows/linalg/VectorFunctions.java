package dev.bellows.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The functions of {@link Elementwise} and {@link SmoothRectifiers} of eight numbers at once: the
 * same operations in the same order, but powers of two from the bits of a number.
 *
 * <p>The JIT compiler inlines methods of ours as long as a loop is small; one that it calls instead
 * has its vectors made objects. So a long function calls others first.
 */
final class VectorFunctions {
  private static final int MANTISSA_BITS = 23;
  private static final int BIAS = 127;

  private VectorFunctions() {}

  static FloatVector exp(FloatVector x) {
    FloatVector y = x.max(-176f).min(89f);
    FloatVector shifted = shifted(y);
    IntVector n = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(Elementwise.ROUND));
    IntVector half = n.lanewise(VectorOperators.ASHR, 1);
    return expm1(rest(y, shifted)).add(1).mul(power(half)).mul(power(n.sub(half)));
  }

  static FloatVector sigmoid(FloatVector x) {
    return one().div(growth(x.neg().max(-25f).min(88f)).add(1));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector y = x.max(-9.5f).min(9.5f).mul(2);
    FloatVector shifted = shifted(y);
    FloatVector power = power(shifted.reinterpretAsInts());
    FloatVector less1 = power.mul(expm1(rest(y, shifted))).add(power.sub(1));
    return less1.div(less1.add(2));
  }

  static FloatVector gelu(FloatVector x) {
    FloatVector distance = x.abs().min(SmoothRectifiers.FADED);
    FloatVector growth = growth(distance.mul(distance).mul(0.5f));
    return x.max(0).sub(distance.mul(tail(distance, growth)));
  }

  static FloatVector geluSlope(FloatVector x) {
    FloatVector step = step(x);
    FloatVector distance = x.abs().min(SmoothRectifiers.FADED);
    FloatVector growth = growth(distance.mul(distance).mul(0.5f));
    FloatVector tail = tail(distance, growth);
    FloatVector near = x.max(-SmoothRectifiers.FADED).min(SmoothRectifiers.FADED);
    FloatVector peak = FloatVector.broadcast(VectorLoops.FLOATS, SmoothRectifiers.NORMAL_PEAK);
    return tail.add(step.mul(tail.mul(-2).add(1))).add(near.mul(peak.div(growth)));
  }

  static FloatVector silu(FloatVector x) {
    FloatVector distance = x.abs().min(SmoothRectifiers.LARGEST_EXPONENT);
    return x.max(0).sub(distance.div(growth(distance).add(1)));
  }

  static FloatVector siluSlope(FloatVector x) {
    float most = SmoothRectifiers.LARGEST_EXPONENT;
    FloatVector step = step(x);
    FloatVector tail = one().div(growth(x.abs().min(most)).add(1));
    FloatVector near = x.max(-most).min(most);
    FloatVector slope = tail.add(step.mul(tail.mul(-2).add(1)));
    return slope.add(near.mul(tail.mul(tail.neg().add(1))));
  }

  private static FloatVector tail(FloatVector x, FloatVector growth) {
    FloatVector t = one().div(x.mul(0.34f).add(1));
    FloatVector p = t.mul(-0.02647187f).add(0.14115001f);
    p = p.mul(t).sub(0.27641395f);
    p = p.mul(t).add(0.20577744f);
    p = p.mul(t).sub(0.047084555f);
    p = p.mul(t).add(0.11631416f);
    p = p.mul(t).add(0.11496756f);
    p = p.mul(t).add(0.13614239f);
    p = p.mul(t).add(0.13561885f);
    return p.mul(t).div(growth);
  }

  private static FloatVector step(FloatVector x) {
    return x.max(0).mul(0x1p127f).mul(0x1p127f).min(1);
  }

  private static FloatVector growth(FloatVector y) {
    FloatVector shifted = shifted(y);
    return expm1(rest(y, shifted)).add(1).mul(power(shifted.reinterpretAsInts()));
  }

  /** The integer nearest to {@code y / ln 2} in its lowest bits. */
  private static FloatVector shifted(FloatVector y) {
    return y.mul(Elementwise.LOG2_E).add(Elementwise.ROUND);
  }

  /** {@code y − n·ln 2}. */
  private static FloatVector rest(FloatVector y, FloatVector shifted) {
    FloatVector n = shifted.sub(Elementwise.ROUND);
    return y.sub(n.mul(Elementwise.LN2_HIGH)).sub(n.mul(Elementwise.LN2_LOW));
  }

  /** As {@link Elementwise#expm1}. */
  private static FloatVector expm1(FloatVector r) {
    FloatVector p = r.mul(0.001381454f).add(0.008368745f);
    p = p.mul(r).add(0.04166839f);
    p = p.mul(r).add(0.16666521f);
    p = p.mul(r).add(0.49999994f);
    return p.mul(r.mul(r)).add(r);
  }

  /** 2ⁿ, from the lowest nine bits of n. */
  private static FloatVector power(IntVector n) {
    return n.lanewise(VectorOperators.LSHL, MANTISSA_BITS)
        .add(BIAS << MANTISSA_BITS)
        .reinterpretAsFloats();
  }

  private static FloatVector one() {
    return FloatVector.broadcast(VectorLoops.FLOATS, 1);
  }
}
