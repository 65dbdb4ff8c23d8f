package dev.bellows.metric;

import java.io.Serializable;

/**
 * The positive and the negative rows by the top 20 bits of their score: sign, exponent and 11 bits
 * of the mantissa, in an order-preserving form. Scores of one bin differ by less than 2⁻¹¹ of their
 * size. Integers alone, so that any order of merging gives the same histogram; sparse, so that
 * memory grows with the bins that are not empty.
 *
 * <p>Bins are numbered in the order of the scores and −0 counts as 0. A score that is NaN falls
 * into bin 0, where no number does: it is below any threshold.
 */
final class ScoreHistogram implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int DROPPED_BITS = 12;
  private static final int NAN_BIN = 0;

  /** How many bins there can be. */
  static final int BINS = 1 << (Integer.SIZE - DROPPED_BITS);

  private final Tally tally; // of 2 · bin + (positive ? 1 : 0)

  ScoreHistogram() {
    this(new Tally());
  }

  private ScoreHistogram(Tally tally) {
    this.tally = tally;
  }

  ScoreHistogram copy() {
    return new ScoreHistogram(tally.copy());
  }

  /** What {@link #add} is given for a row. */
  static long code(float score, boolean positive) {
    return 2L * binOf(score) + (positive ? 1 : 0);
  }

  /** The bin of {@code score}. */
  static int binOf(float score) {
    if (Float.isNaN(score)) {
      return NAN_BIN;
    }
    int bits = Float.floatToIntBits(score + 0f); // −0 + 0 is 0
    int ordered = bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
    return ordered >>> DROPPED_BITS;
  }

  /** The smallest score that {@code bin} can hold. */
  static float lowest(int bin) {
    if (bin <= binOf(Float.NEGATIVE_INFINITY)) {
      return Float.NEGATIVE_INFINITY;
    }
    int ordered = bin << DROPPED_BITS;
    return Float.intBitsToFloat(ordered < 0 ? ordered ^ Integer.MIN_VALUE : ~ordered);
  }

  /** Counts one row for each code; sorts the array. */
  void add(long[] codes) {
    tally.add(codes);
  }

  void merge(ScoreHistogram other) {
    tally.merge(other.tally);
  }

  /**
   * How many entries there are: one for each bin with negative rows, one for each with positive
   * rows.
   */
  int size() {
    return tally.size();
  }

  /** The bin of an entry; entries ascend by bin, negative rows first. */
  int bin(int entry) {
    return (int) (tally.code(entry) >> 1);
  }

  /** Whether an entry counts positive rows. */
  boolean isPositive(int entry) {
    return (tally.code(entry) & 1) == 1;
  }

  /** The rows of an entry. */
  long count(int entry) {
    return tally.count(entry);
  }

  /** Whether any score was NaN. */
  boolean hasNaN() {
    return size() > 0 && bin(0) == NAN_BIN;
  }

  /**
   * The rows when those with a score in the bin of {@code threshold} or above are called positive.
   *
   * @return actual class × predicted class, where 1 is positive
   */
  long[][] confusion(double threshold) {
    int from = Math.max(binOf((float) threshold), NAN_BIN + 1);
    long[][] confusion = new long[2][2];
    for (int entry = 0; entry < size(); entry++) {
      confusion[isPositive(entry) ? 1 : 0][bin(entry) >= from ? 1 : 0] += count(entry);
    }
    return confusion;
  }

  /**
   * The probability that a positive row scores higher than a negative one, where a tie counts half
   * (Hanley and McNeil, 1982); scores of one bin are tied. NaN where there are no positive or no
   * negative rows, or where a score was NaN.
   */
  double areaUnderCurve() {
    if (hasNaN()) {
      return Double.NaN;
    }
    double twiceWon = 0;
    long positives = 0;
    long negatives = 0;
    for (int entry = 0; entry < size(); entry++) {
      if (isPositive(entry)) {
        boolean tied = entry > 0 && bin(entry - 1) == bin(entry);
        long won = 2 * negatives - (tied ? count(entry - 1) : 0);
        twiceWon += (double) count(entry) * won;
        positives += count(entry);
      } else {
        negatives += count(entry);
      }
    }
    return positives == 0 || negatives == 0 ? Double.NaN : twiceWon / (2.0 * positives * negatives);
  }
}
