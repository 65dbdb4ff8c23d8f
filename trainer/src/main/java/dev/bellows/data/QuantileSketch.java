package dev.bellows.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Counts numbers so that any quantile can be told afterwards: exactly up to {@code capacity}
 * distinct values. Beyond that the lowest bits of the numbers' order-preserving integer form are
 * dropped, one more at a time, until no more than {@code capacity} are distinct.
 *
 * <p>How many bits are dropped depends on the set of numbers alone, not on their order or on who
 * merged whom: the sketch of a set is always the same. With {@code b} bits dropped a quantile is
 * off by less than {@code 2^(b−52)} of its magnitude (numbers within one power of two of each other
 * share all but 52 bits), which with 65,536 values kept is 2⁻¹⁶ for numbers within a factor of two,
 * 2⁻¹³ within a factor of 256, and so on.
 */
public final class QuantileSketch implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int BUFFER = 1024;

  private final int capacity;
  private int droppedBits;
  private long[] keys = new long[0]; // ascending
  private long[] counts = new long[0];
  private long[] buffer = new long[0]; // whole keys, not counted yet
  private int buffered;

  /**
   * @param capacity distinct values kept, at least 2
   */
  public QuantileSketch(int capacity) {
    if (capacity < 2) {
      throw new IllegalArgumentException("Invalid capacity: %d: must be ≥ 2".formatted(capacity));
    }
    this.capacity = capacity;
  }

  /** Counts {@code value}, which must be a number. */
  public void add(double value) {
    if (buffered == buffer.length) {
      if (buffered >= Math.max(BUFFER, keys.length / 2)) {
        flush();
      } else {
        buffer = Arrays.copyOf(buffer, Math.max(16, buffered * 2));
      }
    }
    buffer[buffered++] = key(value);
  }

  /** The sketch of both sets; this one is reused for it. */
  public QuantileSketch merge(QuantileSketch right) {
    flush();
    right.flush();
    int bits = Math.max(droppedBits, right.droppedBits);
    drop(bits - droppedBits);
    right.drop(bits - right.droppedBits);
    union(right.keys, right.counts, right.keys.length);
    shrink();
    return this;
  }

  /** How many numbers were counted. */
  public long count() {
    return Arrays.stream(counts).sum() + buffered;
  }

  /** Bits that values are inexact by; 0 while every quantile is exact. */
  public int droppedBits() {
    flush();
    return droppedBits;
  }

  /**
   * The middle number, or the mean of the two in the middle.
   *
   * @throws IllegalStateException if nothing was counted
   */
  public double median() {
    flush();
    long count = count();
    if (count == 0) {
      throw new IllegalStateException("Cannot tell the median of no numbers");
    }
    double low = ranked((count - 1) / 2);
    double high = ranked(count / 2);
    return low + (high - low) / 2;
  }

  private double ranked(long rank) {
    long before = 0;
    int i = 0;
    while (before + counts[i] <= rank) {
      before += counts[i++];
    }
    long middle = droppedBits == 0 ? 0 : 1L << (droppedBits - 1);
    return value((keys[i] << droppedBits) + middle);
  }

  private void flush() {
    if (buffered == 0) {
      return;
    }
    Arrays.sort(buffer, 0, buffered);
    long[] ones = new long[buffered];
    Arrays.fill(ones, 1);
    for (int i = 0; i < buffered; i++) {
      buffer[i] >>= droppedBits;
    }
    union(buffer, ones, buffered);
    buffered = 0;
    shrink();
  }

  /** Merges in keys with as many bits dropped as ours. */
  private void union(long[] otherKeys, long[] otherCounts, int others) {
    long[] mergedKeys = new long[keys.length + others];
    long[] mergedCounts = new long[keys.length + others];
    int size = 0;
    int left = 0;
    int right = 0;
    while (left < keys.length || right < others) {
      boolean takeLeft = right == others || (left < keys.length && keys[left] <= otherKeys[right]);
      long key = takeLeft ? keys[left] : otherKeys[right];
      long count = takeLeft ? counts[left++] : otherCounts[right++];
      if (size > 0 && mergedKeys[size - 1] == key) {
        mergedCounts[size - 1] += count;
      } else {
        mergedKeys[size] = key;
        mergedCounts[size++] = count;
      }
    }
    keys = Arrays.copyOf(mergedKeys, size);
    counts = Arrays.copyOf(mergedCounts, size);
  }

  private void shrink() {
    while (keys.length > capacity) {
      drop(1);
    }
  }

  private void drop(int bits) {
    droppedBits += bits;
    int size = 0;
    for (int i = 0; i < keys.length; i++) {
      long key = keys[i] >> bits;
      if (size > 0 && keys[size - 1] == key) {
        counts[size - 1] += counts[i];
      } else {
        keys[size] = key;
        counts[size++] = counts[i];
      }
    }
    keys = Arrays.copyOf(keys, size);
    counts = Arrays.copyOf(counts, size);
  }

  /** A signed integer in the order of the doubles; −0.0 counts as 0.0. */
  private static long key(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private static double value(long key) {
    return Double.longBitsToDouble(key ^ ((key >> 63) & Long.MAX_VALUE));
  }
}
