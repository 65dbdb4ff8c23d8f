package dev.bellows.data;

import dev.bellows.data.FittedPreprocessing.NumericInput;
import java.util.List;

/**
 * Encodes windows of a series, each column on one scale. Padding stays NaN: the steps at a window's
 * end that hold no number, where windows may be short.
 */
final class SeriesEncoder implements InputEncoder {
  private static final long serialVersionUID = 1;
  private final int[] slots;
  private final double[] shifts;
  private final double[] factors;
  private final double[] fills;
  private final boolean padded;

  SeriesEncoder(InputSpec.Series series, List<NumericInput> scales, ColumnIndex index) {
    this.slots = index.numberSlots;
    this.shifts = scales.stream().mapToDouble(NumericInput::shift).toArray();
    this.factors = scales.stream().mapToDouble(NumericInput::factor).toArray();
    this.fills = scales.stream().mapToDouble(NumericInput::fill).toArray();
    this.padded = series.shortHistory() == InputSpec.ShortHistory.PAD;
  }

  @Override
  public void encode(Row row, float[] into, int offset, UnseenCategories unseen) {
    int end = padded ? end(row) : slots.length;
    for (int i = 0; i < slots.length; i++) {
      int column = i % shifts.length;
      double value = row.number(slots[i]);
      double present = Double.isNaN(value) ? fills[column] : value;
      into[offset + i] =
          i < end ? (float) ((present - shifts[column]) * factors[column]) : Float.NaN;
    }
  }

  /** Where the last step ends that holds a number. */
  private int end(Row row) {
    int last = slots.length - 1;
    while (last >= 0 && Double.isNaN(row.number(slots[last]))) {
      last--;
    }
    return (Math.floorDiv(last, shifts.length) + 1) * shifts.length; // 0 where all is missing
  }
}
