package dev.bellows.data;

import java.util.Arrays;

/**
 * The values of a row on their way into it, in the slots that {@link Columns} gives them. Nothing
 * is there at first.
 */
public final class RowValues {
  private final double[] numbers;
  private final String[] texts;
  private final byte[][] images; // null where the columns have none

  public RowValues(Columns columns) {
    this.numbers = new double[columns.numbers()];
    this.texts = new String[columns.texts()];
    this.images = columns.images() == 0 ? null : new byte[columns.images()][];
    Arrays.fill(numbers, Double.NaN);
  }

  RowValues(double[] numbers, String[] texts) {
    this.numbers = numbers;
    this.texts = texts;
    this.images = null;
  }

  /** NaN where it is missing. */
  public void putNumber(int slot, double value) {
    numbers[slot] = value;
  }

  /** Null where it is missing. */
  public void putText(int slot, String value) {
    texts[slot] = value;
  }

  /** Pixels from 0 to 255 as unsigned bytes, {@code channels × height × width}. */
  public void putImage(int slot, byte[] value) {
    images[slot] = value;
  }

  /** Adds the value of a column to what is hashed. */
  public void digest(Column.Kind kind, int slot, RowHash.Digest digest) {
    switch (kind) {
      case NUMERIC -> digest.number(numbers[slot]);
      case CATEGORICAL, TEXT -> digest.text(texts[slot]);
      case IMAGE -> digest.bytes(images[slot]);
    }
  }

  double[] numbers() {
    return numbers;
  }

  String[] texts() {
    return texts;
  }

  byte[][] images() {
    return images;
  }
}
