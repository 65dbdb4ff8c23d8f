package dev.bellows.data;

/** 64 bits of a sequence of numbers, each taken bit for bit: they tell whether it has changed. */
final class Fingerprint {
  private static final long ODD = 0x9E3779B97F4A7C15L; // 2⁶⁴ over the golden ratio

  private long bits;

  Fingerprint(long... key) {
    bits = CounterRandom.key(0, key);
  }

  /** Adds {@code values[from … from + length − 1]}. */
  Fingerprint add(float[] values, int from, int length) {
    long sum = bits;
    for (int i = from; i < from + length; i++) {
      sum = (Long.rotateLeft(sum, 5) ^ Float.floatToRawIntBits(values[i])) * ODD;
    }
    bits = sum;
    return this;
  }

  long bits() {
    return CounterRandom.key(bits);
  }
}
