package dev.bellows.data;

import java.io.Serializable;

/**
 * What fitting the inputs has to know of the training rows; one class for each kind of inputs, and
 * none holds a record, since Kryo writes it.
 */
interface InputStatistics extends Serializable {
  /**
   * Counts a row.
   *
   * @throws DataException if it cannot be learnt from
   */
  void add(Row row);

  /** Adds what the right neighbour, of the same kind, has counted. */
  void merge(InputStatistics right);

  /**
   * How rows are to be encoded.
   *
   * @param spec what is asked for
   * @param columns of the rows
   * @param rows counted, at least one
   * @throws DataException if they do not tell
   */
  FittedInputs fit(PreprocessingSpec spec, Columns columns, long rows);

  /** Statistics of no rows. */
  static InputStatistics empty(ColumnIndex columns, PreprocessingSpec spec) {
    if (spec.inputs() instanceof InputSpec.Text text) {
      return new TokenStatistics(columns, text);
    }
    if (spec.inputs() instanceof InputSpec.Series series) {
      return new SeriesStatistics(columns, series, spec);
    }
    return spec.inputs() instanceof InputSpec.Image image
        ? new ImageStatistics(columns, image)
        : new TableStatistics(columns, spec);
  }
}
