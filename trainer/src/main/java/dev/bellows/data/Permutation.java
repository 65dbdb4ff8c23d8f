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

  private final int size;
  private final long[] keys = new long[ROUNDS];
  private final int lowBits;
  private final int highBits;

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
