package dev.bellows.spark;

import static org.apache.spark.sql.functions.col;

import dev.bellows.data.DataException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Lines {@code label index:value …} as two columns, {@code label} and the array {@code features}.
 */
final class LibSvmSource implements OpenSource {
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType)
          .add("features", DataTypes.createArrayType(DataTypes.DoubleType));

  private final SparkSession spark;
  private final SourceSpec source;
  private final List<Path> files;
  private final Dataset<Row> lines;
  private int width = -1;

  LibSvmSource(SparkSession spark, SourceSpec source) {
    this.spark = spark;
    this.source = source;
    this.files = SourceFiles.list(spark, source);
    this.lines =
        spark
            .read()
            .text(source.path())
            .select(col("value"), col("_metadata.file_block_start").as("position"));
    String given = source.options().get("features");
    if (given != null) {
      if (!given.matches("[1-9]\\d{0,8}")) {
        throw new DataException(
            "Invalid features: %s: must be the number of features, at least 1".formatted(given));
      }
      width = Integer.parseInt(given);
    }
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public StructType schema() {
    return SCHEMA;
  }

  @Override
  public boolean isText() {
    return false;
  }

  /** The width given, or the largest index, found by a pass over the lines. */
  @Override
  public int width(int field) {
    if (width < 0) {
      width =
          DataErrors.unwrapping(
              () ->
                  lines
                      .toJavaRDD()
                      .map(row -> LibSvmLine.lastIndex(row.getString(0)))
                      .fold(0, Math::max));
      if (width == 0) {
        throw new DataException(
            "Cannot find features in %s: no line has one of the form index:value"
                .formatted(source.name()));
      }
    }
    return width;
  }

  @Override
  public JavaRDD<Row> rows(int[] fields) {
    int features = width(1);
    return lines
        .toJavaRDD()
        .filter(row -> LibSvmLine.isRow(row.getString(0)))
        .map(
            row -> {
              Object[] cells = new Object[fields.length + 2];
              cells[fields.length + 1] = row.getLong(1);
              try {
                LibSvmLine line = LibSvmLine.parse(row.getString(0), features);
                for (int i = 0; i < fields.length; i++) {
                  cells[i] = line.cell(fields[i]);
                }
              } catch (BadValue e) {
                cells[fields.length] = row.getString(0);
              }
              return RowFactory.create(cells);
            });
  }

  @Override
  public OrderedRows orderedRows(int[] fields) {
    if (files.size() > 1) {
      return OpenSource.super.orderedRows(fields);
    }
    JavaRDD<Row> rows = rows(fields);
    return new OrderedRows(rows, RowOrder.ofBlocks(fields.length + 1, rows));
  }

  @Override
  public BadRowFinder finder(int[] fields) {
    return new LibSvmRowFinder(fields, width(1));
  }

  @Override
  public Dataset<Row> dataFrame() {
    int[] all = {0, 1};
    return spark.createDataFrame(GoodRows.of(rows(all), all.length, source, finder(all)), SCHEMA);
  }
}
