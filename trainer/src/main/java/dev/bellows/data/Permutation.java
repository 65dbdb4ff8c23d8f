package dev.bellows.data;

import java.util.Objects;

/**
 * A random permutation of {@code 0 … size − 1} that is computed, not stored: position to element in
 * constant time and memory, so that any task can ask for any row of any epoch.
 *
 * <p>A Feistel network (Luby and Rackoff, 1988) permutes the smallest power of two that holds
 * {@code size}; what falls outside walks on along its cycle until it is inside (Black and Rogaway,
 * 2002), less than two rounds on average.
 */
public final class Permutation {
  private static final int ROUNDS = 6;

  /** With halves of one or two bits the rounds favour some orders. */
  private static final int MIN_BITS = 6;

  /** Elements that are computed at once. */
  private static final int BLOCK = 256;

  private final int size;
  private final long[] keys = new long[ROUNDS];
  private final int lowBits;
  private final int highBits;

  // of the block that is being computed; null before there is one
  private long[] low;
  private long[] high;
  private int[] places;

  /**
   * @param size how many elements, at least 0
   * @param key which permutation, from {@link CounterRandom#key}
   */
  public Permutation(int size, long key) {
    if (size < 0) {
      throw new IllegalArgumentException("Invalid size: %d: must be ≥ 0".formatted(size));
    }
    this.size = size;
    int bits = Math.max(MIN_BITS, 32 - Integer.numberOfLeadingZeros(Math.max(0, size - 1)));
    this.lowBits = bits / 2;
    this.highBits = bits - lowBits;
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = CounterRandom.bits(key, round);
    }
  }

  /**
   * The element at {@code position}.
   *
   * @throws IndexOutOfBoundsException if there is no such position
   */
  public int apply(int position) {
    int element = Objects.checkIndex(position, size);
    do {
      element = once(element);
    } while (Integer.compareUnsigned(element, size) >= 0);
    return element;
  }

  /**
   * The elements at {@code count} positions from {@code from} on, into {@code elements} from 0 on:
   * round by round for all of them, in loops that the JIT compiler turns into vector instructions.
   *
   * @throws IndexOutOfBoundsException if there are no such positions
   */
  public void apply(int from, int count, int[] elements) {
    Objects.checkFromIndexSize(from, count, size);
    Objects.checkFromIndexSize(0, count, elements.length);
    if (places == null) {
      low = new long[BLOCK];
      high = new long[BLOCK];
      places = new int[BLOCK];
    }
    for (int start = 0; start < count; start += BLOCK) {
      applyBlock(from + start, start, Math.min(count, start + BLOCK), elements);
    }
  }

  private void applyBlock(int from, int start, int end, int[] elements) {
    int walking = end - start;
    for (int i = 0; i < walking; i++) {
      long position = (long) from + i;
      places[i] = start + i;
      low[i] = position & mask(lowBits);
      high[i] = position >>> lowBits;
    }
    while (walking > 0) {
      for (int round = 0; round < ROUNDS; round += 2) {
        mix(keys[round], low, high, mask(highBits), walking);
        mix(keys[round + 1], high, low, mask(lowBits), walking);
      }
      int outside = 0;
      for (int i = 0; i < walking; i++) {
        long element = high[i] << lowBits | low[i];
        elements[places[i]] = (int) element;
        // Whatever is outside walks on, closed up; written without a branch, as it is by chance.
        low[outside] = low[i];
        high[outside] = high[i];
        places[outside] = places[i];
        outside += element < size ? 0 : 1;
      }
      walking = outside;
    }
  }

  /** Half a round for {@code count} elements. */
  private static void mix(long key, long[] from, long[] into, long mask, int count) {
    for (int i = 0; i < count; i++) {
      into[i] ^= CounterRandom.bits(key, from[i]) >>> 32 & mask;
    }
  }

  private static long mask(int bits) {
    return (1L << bits) - 1;
  }

  private int once(int element) {
    int lowMask = (1 << lowBits) - 1;
    int highMask = (1 << highBits) - 1;
    int low = element & lowMask;
    int high = element >>> lowBits;
    for (int round = 0; round < ROUNDS; round += 2) {
      high ^= (int) (CounterRandom.bits(keys[round], low) >>> 32) & highMask;
      low ^= (int) (CounterRandom.bits(keys[round + 1], high) >>> 32) & lowMask;
    }
    return high << lowBits | low;
  }
}
