package dev.bellows.data;

/**
 * Random numbers without a stream: the number at an index depends on a key and the index alone, so
 * that no order of computation, no number of threads and no restart can change it. A key is derived
 * from the seed and a path (what for, step, shard, layer …).
 *
 * <p>The mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable
 * Pseudorandom Number Generators, 2014), used in counter mode.
 */
public final class CounterRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private CounterRandom() {}

  /** The key of {@code seed} and {@code path}; different paths give unrelated keys. */
  public static long key(long seed, long... path) {
    long key = mix(seed + GOLDEN) + GOLDEN; // or seed and first part could change places
    for (long part : path) {
      key = mix(key ^ mix(part + GOLDEN)) + GOLDEN;
    }
    return key;
  }

  /** 64 random bits. */
  public static long bits(long key, long index) {
    return mix(key + (index + 1) * GOLDEN);
  }

  /** Uniform in [0, 1), a multiple of 2⁻²⁴. */
  public static float uniform(long key, long index) {
    return (bits(key, index) >>> 40) * 0x1p-24f;
  }

  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  public static double uniformDouble(long key, long index) {
    return (bits(key, index) >>> 11) * 0x1p-53;
  }

  /** Standard normal (Box and Muller, 1958), the same bits on every machine. */
  public static double gaussian(long key, long index) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniformDouble(key, 2 * index)));
    return radius * StrictMath.cos(2 * Math.PI * uniformDouble(key, 2 * index + 1));
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
