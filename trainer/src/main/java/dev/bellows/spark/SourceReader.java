package dev.bellows.spark;

import dev.bellows.data.Columns;
import dev.bellows.data.DataException;
import dev.bellows.data.InputSpec;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Opens sources: files, queries and generators become tables of typed rows. */
public final class SourceReader {
  private SourceReader() {}

  /**
   * The rows of {@code source}, typed as {@code columns} says. A text column whose kind is not
   * declared costs a pass over the data, here.
   *
   * @throws DataException if there is no such file or column, no row, or a type that is neither
   *     number nor text
   */
  public static Table open(
      SparkSession spark, SourceSpec source, ColumnSpec columns, SplitSpec split) {
    OpenSource opened = open(spark, source, columns.inputs(), SeriesWindows.Beside.LABEL);
    Typing.Decision decision = Typing.decide(opened, source, columns, split);
    RowReader.Classes classes =
        columns.labels().stream().anyMatch(columns.categorical()::contains)
            ? RowReader.Classes.ANY
            : RowReader.Classes.WHOLE;
    return new Opening(spark, source, opened, decision, classes).table(split);
  }

  /**
   * The rows of {@code source} with the columns of a model, labels and weight included, none of
   * them for validation.
   *
   * @param inputs what the model's inputs are made of
   * @throws DataException if there is no such file or column
   */
  public static Table open(
      SparkSession spark, SourceSpec source, Columns columns, InputSpec inputs) {
    OpenSource opened = open(spark, source, inputs, SeriesWindows.Beside.LABEL);
    Typing.Decision decision = new Typing.Decision(columns, new Columns(List.of()));
    return new Opening(spark, source, opened, decision, RowReader.Classes.ANY)
        .table(SplitSpec.none());
  }

  /** The same, where inputs are the columns themselves. */
  public static Table open(SparkSession spark, SourceSpec source, Columns columns) {
    return open(spark, source, columns, InputSpec.table());
  }

  /**
   * The source with its columns as they come: texts from a text file, arrays of pixels from images.
   * Rows that cannot be parsed fail the action or are left out, as {@code source} says. Where
   * inputs are windows of a series, the rows are those that end one, with the window beside.
   *
   * @param inputs what is to be made of the columns
   * @throws DataException if there is no such file
   */
  public static Dataset<Row> dataFrame(SparkSession spark, SourceSpec source, InputSpec inputs) {
    return open(spark, source, inputs, SeriesWindows.Beside.LAST_STEP).dataFrame();
  }

  /** The same, where inputs are the columns themselves. */
  public static Dataset<Row> dataFrame(SparkSession spark, SourceSpec source) {
    return dataFrame(spark, source, InputSpec.table());
  }

  private static OpenSource open(
      SparkSession spark, SourceSpec source, InputSpec inputs, SeriesWindows.Beside beside) {
    OpenSource opened = OpenSource.of(spark, source);
    return inputs instanceof InputSpec.Series series
        ? new SeriesSource(spark, source, opened, series, beside)
        : opened;
  }
}
