package dev.bellows.spark;

import dev.bellows.data.Columns;
import dev.bellows.data.Row;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Reads the features of a model from the rows of a DataFrame; used by one thread at a time. */
public final class RowReader implements Serializable {
  private static final long serialVersionUID = 1;

  private RowReader() {}

  /**
   * A reader of the feature columns of {@code columns}; labels and weight may be absent and are not
   * looked at.
   *
   * @throws dev.bellows.data.DataException if a feature column is missing
   */
  public static RowReader of(StructType schema, Columns columns, SourceSpec source) {
    return Optional.<RowReader>empty().orElseThrow(UnsupportedOperationException::new);
  }

  /**
   * The values of {@code row} in the slots of the columns; the slots of labels and weight are
   * missing.
   *
   * @throws dev.bellows.data.DataException if a value is not of its column's kind
   */
  public Row read(org.apache.spark.sql.Row row) {
    return Optional.<Row>empty().orElseThrow(UnsupportedOperationException::new);
  }
}
