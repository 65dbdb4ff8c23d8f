package dev.bellows.linalg;

/** The logarithm by plain arithmetic: half of what StrictMath takes, and the same bits anywhere. */
public final class Logarithm {
  private static final long ROOT_HALF = Double.doubleToRawLongBits(0x1.6a09e667f3bcdp-1);
  private static final int MANTISSA_BITS = 52;
  // ln 2 in two parts; the first has so few bits that its product with an exponent is exact.
  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  private Logarithm() {}

  /**
   * {@code log(1 + x)} for {@code x ≥ 0}, within 4 units in the last place, near 0 too. Infinite
   * for infinity, NaN for NaN.
   */
  public static double log1p(double x) {
    if (!(x < Double.MAX_VALUE)) {
      return x;
    }
    // 1 + x = 2ᵏ m with √½ ≤ m < √2, and with s = (m − 1) / (m + 1) log m = 2 artanh s, |s| <
    // 0.172:
    // the series up to s¹⁹ / 19.
    long bits = Double.doubleToRawLongBits(1 + x);
    int k = (int) ((bits - ROOT_HALF) >> MANTISSA_BITS);
    double f = k == 0 ? x : Double.longBitsToDouble(bits - ((long) k << MANTISSA_BITS)) - 1;
    double s = f / (2 + f);
    double z = s * s;
    double zz = z * z;
    double series =
        (1.0 / 3 + z * (1.0 / 5))
            + zz
                * ((1.0 / 7 + z * (1.0 / 9))
                    + zz
                        * ((1.0 / 11 + z * (1.0 / 13))
                            + zz * ((1.0 / 15 + z * (1.0 / 17)) + zz * (1.0 / 19))));
    return k * LN2_HIGH + (2 * s + 2 * s * z * series + k * LN2_LOW);
  }
}
