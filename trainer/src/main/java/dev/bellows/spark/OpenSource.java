package dev.bellows.spark;

import dev.bellows.data.DataException;
import dev.bellows.data.Shape;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A source whose columns are known: what each format is to the rest. */
interface OpenSource {
  /** What messages call it. */
  String name();

  /** Its columns. */
  StructType schema();

  /** Why there may be no rows, as a message ends. */
  default String none() {
    return "it has none";
  }

  /** Whether all cells are texts, so that kinds go by values rather than types. */
  boolean isText();

  /** Elements of the arrays in {@code field}, or −1 where only the rows can tell. */
  default int width(int field) {
    return -1;
  }

  /** The shape of the arrays in {@code field} where they are images; null for none. */
  default Shape shape(int field) {
    return null;
  }

  /**
   * Its rows: the cells of {@code fields} (indices into the schema, ascending), then null or what
   * is wrong with the row. More cells may follow.
   */
  JavaRDD<Row> rows(int[] fields);

  /**
   * The same rows, with their order.
   *
   * @throws DataException if they have none
   */
  default OrderedRows orderedRows(int[] fields) {
    throw new DataException(
        "Cannot hold out the last rows of %s: only one text file, one Parquet file or images have"
                .formatted(name())
            + " an order; split by fraction, column or date");
  }

  /**
   * Rows with their order.
   *
   * @param rows as of {@link #rows}
   * @param order tells their indices
   */
  record OrderedRows(JavaRDD<Row> rows, RowOrder order) {}

  /** Finds out where a bad row of {@code rows(fields)} stands. */
  BadRowFinder finder(int[] fields);

  /** Rows with all columns, as they come; bad ones fail the action or are left out. */
  Dataset<Row> dataFrame();

  /** Opens {@code source}. */
  static OpenSource of(SparkSession spark, SourceSpec source) {
    return switch (source.format()) {
      case CSV -> new CsvSource(spark, source);
      case LIBSVM -> new LibSvmSource(spark, source);
      case IDX -> new IdxSource(spark, source);
      case IMAGES -> new ImageSource(spark, source);
      case GENERATOR -> new GeneratorSource(spark, source);
      case PARQUET, ORC, JSON, QUERY -> SqlSource.open(spark, source);
    };
  }
}
