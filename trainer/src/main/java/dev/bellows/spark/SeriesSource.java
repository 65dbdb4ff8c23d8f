package dev.bellows.spark;

import dev.bellows.data.DataException;
import dev.bellows.data.InputSpec;
import dev.bellows.data.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * A source seen through windows: its rows and columns, with the window that belongs to a row as one
 * column more. One shuffle brings each series together and sorts it, so that the windows are the
 * same however the source is cut.
 */
final class SeriesSource implements OpenSource {
  private final SparkSession spark;
  private final SourceSpec spec;
  private final OpenSource source;
  private final InputSpec.Series series;
  private final SeriesWindows.Beside beside;
  private final List<String> names;

  /**
   * @throws DataException if the source lacks a column, or bad rows were to be left out
   */
  SeriesSource(
      SparkSession spark,
      SourceSpec spec,
      OpenSource source,
      InputSpec.Series series,
      SeriesWindows.Beside beside) {
    this.spark = spark;
    this.spec = spec;
    this.source = source;
    this.series = series;
    this.beside = beside;
    this.names = Arrays.asList(source.schema().fieldNames());
    if (spec.badRows() == SourceSpec.BadRows.DROP) {
      throw new DataException(
          "Cannot leave bad rows out of %s: the rows around them would become neighbours; set bad-rows: fail, and mend them or select with a query"
              .formatted(source.name()));
    }
    if (names.contains(InputSpec.Series.WINDOW)) {
      throw new DataException(
          "Cannot add a column %s to %s: it has one; rename it with a query"
              .formatted(InputSpec.Series.WINDOW, source.name()));
    }
    used()
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw ColumnNames.missing(name, names, source.name());
            });
    series.columns().forEach(this::requireNumbers);
  }

  private Stream<String> used() {
    return Stream.of(series.columns(), series.group(), List.of(series.order()))
        .flatMap(List::stream);
  }

  private void requireNumbers(String name) {
    ColumnType type = ColumnType.of(source.schema().apply(name).dataType());
    if (type != ColumnType.NUMBER && type != ColumnType.FLAG && !source.isText()) {
      throw new DataException(
          "Cannot use column %s of %s in a series: it is of type %s; convert it to numbers with a query"
              .formatted(
                  name, source.name(), source.schema().apply(name).dataType().simpleString()));
    }
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public String none() {
    int rows = series.shortHistory() == InputSpec.ShortHistory.PAD ? 1 : series.steps();
    return "no series has %,d rows".formatted(rows + series.horizon());
  }

  @Override
  public StructType schema() {
    return source
        .schema()
        .add(InputSpec.Series.WINDOW, DataTypes.createArrayType(DataTypes.DoubleType));
  }

  @Override
  public boolean isText() {
    return source.isText();
  }

  @Override
  public int width(int field) {
    return field == names.size() ? series.shape().size() : source.width(field);
  }

  @Override
  public Shape shape(int field) {
    return field == names.size() ? series.shape() : source.shape(field);
  }

  @Override
  public JavaRDD<Row> rows(int[] fields) {
    int[] own = Arrays.stream(fields).filter(field -> field < names.size()).toArray();
    Set<String> used = new HashSet<>(used().toList());
    Arrays.stream(own).mapToObj(names::get).forEach(used::add);
    int[] needed =
        IntStream.range(0, names.size()).filter(i -> used.contains(names.get(i))).toArray();
    String[] cells = Arrays.stream(needed).mapToObj(names::get).toArray(String[]::new);
    boolean withWindow = own.length < fields.length;
    SeriesReader reader =
        new SeriesReader(
            series,
            cells,
            Arrays.stream(own).mapToObj(names::get).toArray(String[]::new),
            spec.missingValues(),
            source.finder(needed));
    return windows(source.rows(needed).map(reader::read))
        .map(row -> asked(row, own.length, withWindow));
  }

  /** The cells asked for, and null for what is wrong with them. */
  private static Row asked(Row row, int own, boolean withWindow) {
    Object[] cells = new Object[own + (withWindow ? 2 : 1)];
    for (int i = 0; i < cells.length - 1; i++) {
      cells[i] = row.get(i);
    }
    return RowFactory.create(cells);
  }

  private JavaRDD<Row> windows(JavaRDD<Tuple2<SeriesKey, Row>> rows) {
    InputSpec.Series windows = series;
    SeriesWindows.Beside side = beside;
    return rows.mapToPair(row -> row)
        .repartitionAndSortWithinPartitions(new SeriesPartitioner(rows.getNumPartitions()))
        .mapPartitions(part -> new SeriesWindows(part, windows, side));
  }

  @Override
  public BadRowFinder finder(int[] fields) {
    return BadRowFinder::byFile;
  }

  @Override
  public Dataset<Row> dataFrame() {
    String[] all = names.toArray(String[]::new);
    SeriesReader reader =
        new SeriesReader(series, all, all, spec.missingValues(), BadRowFinder::byFile);
    return spark.createDataFrame(
        windows(source.dataFrame().toJavaRDD().map(reader::readGood)), schema());
  }
}
