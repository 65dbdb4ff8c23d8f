package dev.bellows.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.bellows.data.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What Spark SQL reads with types: Parquet, ORC and JSON files, and the result of any query. */
final class SqlSource implements OpenSource {
  /** Where Spark's JSON reader puts an object that it cannot parse. */
  private static final String CORRUPT = "_corrupt_record";

  private final SourceSpec source;
  private final Dataset<Row> data; // with CORRUPT, where there is one
  private final StructType schema; // without it
  private final Dataset<Row> cells; // c0, c1, …, wrong, position

  private SqlSource(SourceSpec source, Dataset<Row> data) {
    this.source = source;
    this.data = data;
    this.schema = mayBeCorrupt() ? data.drop(CORRUPT).schema() : data.schema();
    ColumnNames.requireUnique(Arrays.asList(schema.fieldNames()), source.name());
    Column position =
        switch (source.format()) {
          case PARQUET -> col("_metadata.row_index");
          case JSON -> col("_metadata.file_block_start");
          default -> lit(null).cast(DataTypes.LongType);
        };
    List<String> inside = new ArrayList<>();
    int index = 0;
    for (String name : data.columns()) {
      inside.add(mayBeCorrupt() && name.equals(CORRUPT) ? "wrong" : "c" + index++);
    }
    inside.add("position");
    Dataset<Row> renamed =
        data.withColumn("position", position).toDF(inside.toArray(String[]::new));
    this.cells =
        mayBeCorrupt()
            ? renamed
            : renamed.withColumn("wrong", lit(null).cast(DataTypes.StringType));
  }

  /** Opens files or runs a query, as far as their columns. */
  static SqlSource open(SparkSession spark, SourceSpec source) {
    if (source.format() != SourceSpec.Format.QUERY) {
      SourceFiles.list(spark, source);
    }
    try {
      return new SqlSource(
          source,
          source.format() == SourceSpec.Format.QUERY
              ? query(spark, source.query())
              : spark
                  .read()
                  .format(source.format().name().toLowerCase(Locale.ROOT))
                  .options(source.options())
                  .option("columnNameOfCorruptRecord", CORRUPT)
                  .load(source.path()));
    } catch (DataException e) {
      throw e;
    } catch (Exception e) { // Spark's checked ones, too
      throw SourceFiles.unreadable(source, e);
    }
  }

  private static Dataset<Row> query(SparkSession spark, String query) {
    Dataset<Row> result = null;
    for (String statement : SqlStatements.split(query)) {
      result = spark.sql(statement);
    }
    return result;
  }

  private boolean mayBeCorrupt() {
    return source.format() == SourceSpec.Format.JSON
        && Arrays.asList(data.columns()).contains(CORRUPT);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public boolean isText() {
    return false;
  }

  @Override
  public JavaRDD<Row> rows(int[] fields) {
    List<Column> selected = new ArrayList<>();
    for (int field : fields) {
      selected.add(col("c" + field));
    }
    selected.add(col("wrong"));
    selected.add(col("position"));
    return cells.select(selected.toArray(Column[]::new)).toJavaRDD();
  }

  @Override
  public OrderedRows orderedRows(int[] fields) {
    boolean parquet = source.format() == SourceSpec.Format.PARQUET;
    boolean ordered = parquet || source.format() == SourceSpec.Format.JSON;
    if (!ordered || data.inputFiles().length > 1) {
      return OpenSource.super.orderedRows(fields);
    }
    JavaRDD<Row> rows = rows(fields);
    int cell = fields.length + 1;
    return new OrderedRows(
        rows, parquet ? RowOrder.ofIndices(cell, data.count()) : RowOrder.ofBlocks(cell, rows));
  }

  @Override
  public BadRowFinder finder(int[] fields) {
    return switch (source.format()) {
      case PARQUET -> new IndexRowFinder(null, fields.length + 1);
      case JSON -> new JsonRowFinder(fields.length);
      default -> BadRowFinder::byFile;
    };
  }

  @Override
  public Dataset<Row> dataFrame() {
    if (!mayBeCorrupt()) {
      return data;
    }
    List<Column> selected = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      selected.add(col("c" + i));
    }
    selected.add(col("wrong"));
    return GoodRows.of(
            cells.select(selected.toArray(Column[]::new)), source, new JsonRowFinder(schema.size()))
        .toDF(schema.fieldNames());
  }
}
