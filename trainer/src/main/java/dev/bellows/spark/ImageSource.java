package dev.bellows.spark;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Pictures in folders, one a class. Their files are read as they are and made pixels of where rows
 * are typed, by the decoder that a program without Spark uses as well. (Spark's own source of
 * images leaves empty files out without a word and takes cut ones for whole.)
 */
final class ImageSource implements OpenSource {
  static final String PATH = "path";

  /** Pictures that are worth a task of their own. */
  private static final int SMALL = 32;

  private static final StructType SCHEMA =
      new StructType()
          .add(PATH, DataTypes.StringType)
          .add("image", DataTypes.BinaryType)
          .add("label", DataTypes.StringType);

  private final SparkSession spark;
  private final SourceSpec source;
  private final List<String> files;

  ImageSource(SparkSession spark, SourceSpec source) {
    this.spark = spark;
    this.source = source;
    this.files =
        new ArrayList<>(
            SourceFiles.list(spark, source).stream().map(path -> path.toUri().toString()).toList());
    Collections.shuffle(files, new Random(0)); // who looks at the first few sees several classes
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

  @Override
  public JavaRDD<Row> rows(int[] fields) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int tasks = Math.min(4 * context.defaultParallelism(), (files.size() + SMALL - 1) / SMALL);
    return context.parallelize(files, tasks).map(file -> row(InputFile.path(file), fields));
  }

  private static Row row(Path file, int[] fields) throws IOException {
    Object[] cells = new Object[fields.length + 2];
    for (int i = 0; i < fields.length; i++) {
      cells[i] =
          switch (SCHEMA.fieldNames()[fields[i]]) {
            case PATH -> InputFile.name(file);
            case "image" -> bytes(file);
            default -> file.getParent().getName();
          };
    }
    cells[fields.length + 1] = InputFile.name(file);
    return RowFactory.create(cells);
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = file.getFileSystem(InputFile.configuration()).open(file)) {
      return in.readAllBytes();
    }
  }

  @Override
  public BadRowFinder finder(int[] fields) {
    return new PathRowFinder(fields.length + 1);
  }

  @Override
  public Dataset<Row> dataFrame() {
    int[] all = {0, 1, 2};
    return spark.createDataFrame(GoodRows.of(rows(all), all.length, source, finder(all)), SCHEMA);
  }
}
