package dev.bellows.data;

import dev.bellows.data.FittedPreprocessing.NumericInput;
import java.util.List;
import java.util.stream.IntStream;

/** Moments of each column over all steps of the windows, so that it has one scale. */
final class SeriesStatistics implements InputStatistics {
  private static final long serialVersionUID = 1;
  private final int[] slots;
  private final int columns;
  private final NumberStatistics numbers;

  SeriesStatistics(ColumnIndex index, InputSpec.Series series, PreprocessingSpec spec) {
    this.slots = index.numberSlots;
    this.columns = series.columns().size();
    this.numbers = new NumberStatistics(series.columns().toArray(String[]::new), spec);
  }

  @Override
  public void add(Row row) {
    for (int i = 0; i < slots.length; i++) {
      numbers.add(i % columns, row.number(slots[i]));
    }
  }

  @Override
  public void merge(InputStatistics right) {
    numbers.merge(((SeriesStatistics) right).numbers);
  }

  @Override
  public FittedInputs fit(PreprocessingSpec spec, Columns from, long rows) {
    InputSpec.Series series = (InputSpec.Series) spec.inputs();
    List<NumericInput> scales =
        IntStream.range(0, columns).mapToObj(i -> numbers.fit(i, spec, rows)).toList();
    return new FittedInputs(series.shape(), scales, List.of(), List.of(), List.of());
  }
}
