package dev.bellows.data;

import java.io.Serializable;

/**
 * A typed row of the source, before preprocessing: its values in the slots that {@link Columns}
 * gives them, its 128-bit identity, and on which side of the split it stands. A class, not a
 * record, since Kryo writes it.
 */
public final class Row implements Serializable, Comparable<Row> {
  private static final long serialVersionUID = 1;
  private final double[] numbers;
  private final String[] texts;
  private final byte[][] images; // null where there are none
  private final long identityHigh;
  private final long identityLow;
  private final boolean validation;

  /**
   * @param values in their slots; not to be changed afterwards
   * @param identity of the values, from {@link RowHash}
   * @param validation whether the row is held out
   */
  public Row(RowValues values, RowHash identity, boolean validation) {
    this.numbers = values.numbers();
    this.texts = values.texts();
    this.images = values.images();
    this.identityHigh = identity.high();
    this.identityLow = identity.low();
    this.validation = validation;
  }

  /**
   * A row of numbers and texts.
   *
   * @param numbers values of the numeric columns; NaN where missing
   * @param texts values of the categorical columns; null where missing
   * @param identity of the values, from {@link RowHash}
   * @param validation whether the row is held out
   */
  public Row(double[] numbers, String[] texts, RowHash identity, boolean validation) {
    this(new RowValues(numbers, texts), identity, validation);
  }

  public double number(int slot) {
    return numbers[slot];
  }

  public String text(int slot) {
    return texts[slot];
  }

  /** This row with another's numbers, for what permutes columns; the identity stays. */
  public Row withNumbersOf(int[] slots, Row other) {
    double[] exchanged = numbers.clone();
    for (int slot : slots) {
      exchanged[slot] = other.numbers[slot];
    }
    return new Row(exchanged, texts, new RowHash(identityHigh, identityLow), validation);
  }

  /** This row with another's text; the identity stays. */
  public Row withTextOf(int slot, Row other) {
    String[] exchanged = texts.clone();
    exchanged[slot] = other.texts[slot];
    return new Row(numbers, exchanged, new RowHash(identityHigh, identityLow), validation);
  }

  /** Pixels as unsigned bytes, {@code channels × height × width}; not to be written to. */
  byte[] image(int slot) {
    return images[slot];
  }

  /** The first half of the identity. */
  public long identityHigh() {
    return identityHigh;
  }

  /** The second half of the identity. */
  public long identityLow() {
    return identityLow;
  }

  public boolean validation() {
    return validation;
  }

  /**
   * The shard of this row among {@code shards}, keyed by {@code seed}. Equal rows share a shard.
   */
  public int shard(int shards, long seed) {
    long keyed =
        CounterRandom.bits(
            Purpose.SHARD.key(seed), identityHigh ^ Long.rotateLeft(identityLow, 32));
    return (int) Long.remainderUnsigned(keyed, shards);
  }

  /**
   * Rows are ordered by identity, as unsigned numbers; rows that compare as equal have equal
   * values.
   */
  @Override
  public int compareTo(Row other) {
    int high = Long.compareUnsigned(identityHigh, other.identityHigh);
    return high != 0 ? high : Long.compareUnsigned(identityLow, other.identityLow);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Row row && compareTo(row) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(identityLow);
  }
}
