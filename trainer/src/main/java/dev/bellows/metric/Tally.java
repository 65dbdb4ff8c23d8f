package dev.bellows.metric;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How often each code occurred: the distinct codes, ascending, with their counts. Memory grows with
 * the distinct codes alone, and equal contents are equal arrays, whatever the order and the
 * grouping in which they came.
 */
final class Tally implements Serializable {
  private static final long serialVersionUID = 1;
  private long[] codes;
  private long[] counts;

  Tally() {
    this(new long[0], new long[0]);
  }

  private Tally(long[] codes, long[] counts) {
    this.codes = codes;
    this.counts = counts;
  }

  Tally copy() {
    return new Tally(codes.clone(), counts.clone());
  }

  /** How many distinct codes. */
  int size() {
    return codes.length;
  }

  /** The {@code index}-th smallest code. */
  long code(int index) {
    return codes[index];
  }

  /** How often {@link #code} occurred. */
  long count(int index) {
    return counts[index];
  }

  /** Counts each of {@code added} once; sorts the array. */
  void add(long[] added) {
    Arrays.sort(added);
    long[] distinct = new long[added.length];
    long[] times = new long[added.length];
    int size = 0;
    for (long code : added) {
      if (size == 0 || distinct[size - 1] != code) {
        distinct[size++] = code;
      }
      times[size - 1]++;
    }
    merge(new Tally(Arrays.copyOf(distinct, size), Arrays.copyOf(times, size)));
  }

  /** Counts what {@code other} counted. */
  void merge(Tally other) {
    long[] union = new long[codes.length + other.codes.length];
    long[] sums = new long[union.length];
    int size = 0;
    int left = 0;
    int right = 0;
    while (left < codes.length || right < other.codes.length) {
      boolean takeLeft =
          right == other.codes.length || (left < codes.length && codes[left] <= other.codes[right]);
      boolean takeRight =
          left == codes.length || (right < other.codes.length && other.codes[right] <= codes[left]);
      union[size] = takeLeft ? codes[left] : other.codes[right];
      sums[size++] = (takeLeft ? counts[left++] : 0) + (takeRight ? other.counts[right++] : 0);
    }
    codes = Arrays.copyOf(union, size);
    counts = Arrays.copyOf(sums, size);
  }
}
