package dev.bellows.spark;

import dev.bellows.data.Columns;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Opens sources. */
public final class SourceReader {
  private SourceReader() {}

  /**
   * The rows of {@code source}, typed as {@code columns} says.
   *
   * @throws dev.bellows.data.DataException if there is no such file or column, no row, or a type
   *     that is neither number nor text
   */
  public static Table open(
      SparkSession spark, SourceSpec source, ColumnSpec columns, SplitSpec split) {
    return Optional.<Table>empty().orElseThrow(UnsupportedOperationException::new);
  }

  /**
   * The rows of {@code source} with the columns of a model, labels and weight included, none of
   * them for validation.
   *
   * @throws dev.bellows.data.DataException if there is no such file or column
   */
  public static Table open(SparkSession spark, SourceSpec source, Columns columns) {
    return Optional.<Table>empty().orElseThrow(UnsupportedOperationException::new);
  }

  /**
   * The source with its columns as they come: texts from a text file, arrays of pixels from images.
   * Rows that cannot be parsed fail the action or are left out, as {@code source} says.
   */
  public static Dataset<Row> dataFrame(SparkSession spark, SourceSpec source) {
    return Optional.<Dataset<Row>>empty().orElseThrow(UnsupportedOperationException::new);
  }
}
