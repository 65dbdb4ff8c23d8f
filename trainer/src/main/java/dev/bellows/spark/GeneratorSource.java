package dev.bellows.spark;

import dev.bellows.data.Shape;
import dev.bellows.data.generator.Generator;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows made up on the spot, each by its index, so that any partitioning gives the same. */
final class GeneratorSource implements OpenSource {
  private final SparkSession spark;
  private final SourceSpec source;
  private final Generator generator;
  private final long rows;

  GeneratorSource(SparkSession spark, SourceSpec source) {
    this.spark = spark;
    this.source = source;
    GeneratorOptions options = GeneratorOptions.of(source.options());
    this.generator = options.generator();
    this.rows = options.rows();
  }

  /** The columns of {@code generator} as Spark names them. */
  static StructType schema(Generator generator) {
    StructType schema = new StructType();
    for (Generator.Field field : generator.fields()) {
      schema = schema.add(field.name(), type(field));
    }
    return schema;
  }

  private static DataType type(Generator.Field field) {
    return switch (field.type()) {
      case INTEGER -> DataTypes.IntegerType;
      case NUMBER -> DataTypes.DoubleType;
      case TEXT -> DataTypes.StringType;
      case PIXELS -> DataTypes.createArrayType(DataTypes.DoubleType, false);
    };
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public StructType schema() {
    return schema(generator);
  }

  @Override
  public boolean isText() {
    return false;
  }

  @Override
  public int width(int field) {
    return generator.fields().get(field).width();
  }

  @Override
  public Shape shape(int field) {
    return generator.fields().get(field).shape();
  }

  @Override
  public JavaRDD<Row> rows(int[] fields) {
    Generator generator = this.generator;
    return RowRanges.of(spark, rows, Integer.MAX_VALUE)
        .flatMap(
            range ->
                LongStream.range(range[0], range[1])
                    .mapToObj(index -> row(generator, index, fields))
                    .iterator());
  }

  private static Row row(Generator generator, long index, int[] fields) {
    Object[] made = generator.row(index);
    Object[] cells = new Object[fields.length + 2];
    for (int i = 0; i < fields.length; i++) {
      cells[i] = made[fields[i]];
    }
    cells[fields.length + 1] = index;
    return RowFactory.create(cells);
  }

  @Override
  public OrderedRows orderedRows(int[] fields) {
    return new OrderedRows(rows(fields), RowOrder.ofIndices(fields.length + 1, rows));
  }

  @Override
  public BadRowFinder finder(int[] fields) {
    return new IndexRowFinder(name(), fields.length + 1);
  }

  @Override
  public Dataset<Row> dataFrame() {
    Generator generator = this.generator;
    JavaRDD<Row> made =
        RowRanges.of(spark, rows, Integer.MAX_VALUE)
            .flatMap(
                range ->
                    LongStream.range(range[0], range[1])
                        .mapToObj(index -> RowFactory.create(generator.row(index)))
                        .iterator());
    return spark.createDataFrame(made, schema());
  }
}
