package dev.bellows.spark;

import static org.apache.spark.sql.functions.col;

import dev.bellows.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Text files with a header line each, read by Spark's CSV reader with every field as text. Inside,
 * the columns have names of our own, so that no name of the file needs quoting.
 */
final class CsvSource implements OpenSource {
  private static final String CORRUPT = "_bellows_corrupt";
  private static final String POSITION = "_bellows_position";

  private final SparkSession spark;
  private final SourceSpec source;
  private final CsvFormat format;
  private final List<Path> files;
  private final StructType schema;
  private final Dataset<Row> data; // c0, c1, … in the order of the schema, CORRUPT, POSITION

  CsvSource(SparkSession spark, SourceSpec source) {
    this.spark = spark;
    this.source = source;
    this.format = CsvFormat.of(source);
    this.files = SourceFiles.list(spark, source);
    String[] header = header();
    Dataset<Row> read =
        spark
            .read()
            .options(format.sparkOptions())
            .option("columnNameOfCorruptRecord", CORRUPT)
            .schema(fields(header).add(CORRUPT, DataTypes.StringType))
            .csv(source.path())
            .withColumn(POSITION, col("_metadata.file_block_start"));
    // What the names of folders tell (country=de/) stands behind the fields.
    List<String> names = new ArrayList<>(CsvFormat.names(header));
    List<String> inside = new ArrayList<>();
    int field = 0;
    for (String column : read.columns()) {
      if (column.equals(CORRUPT) || column.equals(POSITION)) {
        inside.add(column);
        continue;
      }
      if (field >= header.length) {
        names.add(column);
      }
      inside.add("c" + field++);
    }
    ColumnNames.requireUnique(names, source.name());
    data = read.toDF(inside.toArray(String[]::new));
    StructType named = new StructType();
    for (String name : names) {
      named = named.add(name, DataTypes.StringType);
    }
    schema = named;
  }

  /**
   * Texts under the names of the header, which Spark's reader compares; under other names where
   * Spark would take two for one.
   */
  private static StructType fields(String[] header) {
    Set<String> distinct = new HashSet<>();
    for (String name : header) {
      distinct.add(name.toLowerCase(Locale.ROOT));
    }
    StructType fields = new StructType();
    for (int i = 0; i < header.length; i++) {
      boolean told = distinct.size() == header.length;
      fields = fields.add(told ? header[i] : "c" + i, DataTypes.StringType);
    }
    return fields;
  }

  /** The fields of the first file's header, which all files must have. */
  private String[] header() {
    CsvFormat format = this.format;
    List<String> encoded = files.stream().map(file -> file.toUri().toString()).toList();
    List<String> headers =
        DataErrors.unwrapping(
            () ->
                encoded.size() == 1
                    ? List.of(firstLine(format, encoded.get(0)))
                    : JavaSparkContext.fromSparkContext(spark.sparkContext())
                        .parallelize(encoded, Math.min(encoded.size(), 200))
                        .map(file -> firstLine(format, file))
                        .collect());
    String first = headers.stream().filter(line -> !line.isEmpty()).findFirst().orElse("");
    if (first.isEmpty()) {
      throw new DataException(
          "Cannot find rows in %s: it has not even a header".formatted(source.name()));
    }
    String[] names = format.fields(first);
    for (int i = 0; i < headers.size(); i++) {
      String line = headers.get(i);
      if (!line.isEmpty() && !line.equals(first) && !Arrays.equals(format.fields(line), names)) {
        throw new DataException(
            "Invalid header of %s: %s, but %s has %s; files of one source need the same columns"
                .formatted(
                    InputFile.name(files.get(i)),
                    BadValue.quote(line),
                    InputFile.name(files.get(headers.indexOf(first))),
                    BadValue.quote(first)));
      }
    }
    return names;
  }

  private static String firstLine(CsvFormat format, String encoded) {
    Path file = InputFile.path(encoded);
    try {
      String line = format.headerLine(file);
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new DataException(
          "Cannot read %s: %s".formatted(InputFile.name(file), e.getMessage()),
          new UncheckedIOException(e));
    }
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
    return true;
  }

  @Override
  public JavaRDD<Row> rows(int[] fields) {
    return select(fields, List.of()).toJavaRDD();
  }

  @Override
  public OrderedRows orderedRows(int[] fields) {
    if (files.size() > 1) {
      return OpenSource.super.orderedRows(fields);
    }
    JavaRDD<Row> rows = select(fields, List.of(col(POSITION))).toJavaRDD();
    return new OrderedRows(rows, RowOrder.ofBlocks(fields.length + 1, rows));
  }

  private Dataset<Row> select(int[] fields, List<Column> more) {
    List<Column> selected = new ArrayList<>();
    for (int field : fields) {
      selected.add(col("c" + field).cast(DataTypes.StringType));
    }
    selected.add(col(CORRUPT));
    selected.addAll(more);
    return data.select(selected.toArray(Column[]::new));
  }

  @Override
  public BadRowFinder finder(int[] fields) {
    List<String> names =
        Arrays.stream(fields).mapToObj(field -> schema.fieldNames()[field]).toList();
    return new CsvRowFinder(format, names, InputLines.FAR);
  }

  @Override
  public Dataset<Row> dataFrame() {
    int[] all = IntStream.range(0, schema.size()).toArray();
    return GoodRows.of(select(all, List.of()), source, finder(all)).toDF(schema.fieldNames());
  }
}
