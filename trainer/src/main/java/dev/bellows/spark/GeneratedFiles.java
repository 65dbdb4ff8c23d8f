package dev.bellows.spark;

import dev.bellows.data.generator.Generator;
import dev.bellows.data.generator.IdxWriter;
import dev.bellows.data.generator.PngWriter;
import dev.bellows.data.generator.TextForm;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the rows of a generator: one file by this process, row after row, or a folder of parts by
 * a Spark job. The lines are the same.
 */
public final class GeneratedFiles {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Generator generator;
  private final long rows;

  /** Files of the rows 0 … {@code rows} − 1. */
  public GeneratedFiles(Generator generator, long rows) {
    this.generator = generator;
    this.rows = rows;
  }

  /** Writes one file of lines. */
  public void writeText(TextForm form, String out) throws IOException {
    try (Part part = new Part(out)) {
      Writer lines =
          new BufferedWriter(
              new OutputStreamWriter(part.stream, StandardCharsets.UTF_8), BUFFER_BYTES);
      String header = form.header(generator);
      if (header != null) {
        lines.write(header + "\n");
      }
      for (long index = 0; index < rows; index++) {
        lines.write(form.line(generator, index));
        lines.write('\n');
      }
      lines.flush();
      part.complete();
    }
  }

  /**
   * Writes the files {@code images} and {@code labels}.
   *
   * @throws IllegalArgumentException if there are more rows than the format can count
   */
  public void writeIdx(String images, String labels) throws IOException {
    if (rows > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Invalid rows: %d: idx holds at most %d".formatted(rows, Integer.MAX_VALUE));
    }
    try (Part imagePart = new Part(images);
        Part labelPart = new Part(labels)) {
      IdxWriter.write(generator, (int) rows, imagePart.stream, labelPart.stream);
      imagePart.complete();
      labelPart.complete();
    }
  }

  /**
   * Writes a folder of pictures, in a folder for each class.
   *
   * @throws IllegalArgumentException if the table has none
   */
  public void writeImages(String out) throws IOException {
    PngWriter writer = new PngWriter(generator);
    Path unfinished = new Path(out).suffix(".part");
    FileSystem files = fileSystem(unfinished);
    files.delete(unfinished, true);
    for (long index = 0; index < rows; index++) {
      try (OutputStream picture = files.create(new Path(unfinished, writer.name(index)), true)) {
        writer.write(index, picture);
      }
    }
    if (!files.rename(unfinished, new Path(out))) {
      throw new IOException("Cannot rename %s to %s".formatted(unfinished, out));
    }
  }

  /** Writes a folder of {@code partitions} files of lines. */
  public void writeText(SparkSession spark, TextForm form, int partitions, String out) {
    Generator generator = this.generator;
    JavaRDD<String> lines =
        ranges(spark, partitions)
            .flatMap(
                range ->
                    Stream.concat(
                            Stream.ofNullable(form.header(generator)),
                            LongStream.range(range[0], range[1])
                                .mapToObj(index -> form.line(generator, index)))
                        .iterator());
    spark.createDataset(lines.rdd(), Encoders.STRING()).write().text(out);
  }

  /** Writes a folder of {@code partitions} Parquet files. */
  public void writeParquet(SparkSession spark, int partitions, String out) {
    Generator generator = this.generator;
    spark
        .createDataFrame(
            ranges(spark, partitions)
                .flatMap(
                    range ->
                        LongStream.range(range[0], range[1])
                            .mapToObj(index -> RowFactory.create(generator.row(index)))
                            .iterator()),
            GeneratorSource.schema(generator))
        .write()
        .parquet(out);
  }

  private JavaRDD<long[]> ranges(SparkSession spark, int partitions) {
    List<long[]> ranges = new ArrayList<>();
    for (long i = 0; i < partitions; i++) {
      ranges.add(new long[] {rows * i / partitions, rows * (i + 1) / partitions});
    }
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(ranges, partitions);
  }

  /** Whether there is something under {@code path} already. */
  public static boolean exists(String path) throws IOException {
    Path file = new Path(path);
    return fileSystem(file).exists(file);
  }

  private static FileSystem fileSystem(Path path) throws IOException {
    FileSystem files = path.getFileSystem(new Configuration());
    // Without the checksum files that Hadoop would put beside each file.
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }

  /** A file that gets its name once it is complete. */
  private static final class Part implements AutoCloseable {
    private final FileSystem files;
    private final Path path;
    private final Path unfinished;
    private final OutputStream stream;
    private boolean complete;

    Part(String out) throws IOException {
      path = new Path(out);
      files = fileSystem(path);
      unfinished = path.suffix(".part");
      stream = new BufferedOutputStream(files.create(unfinished, true), BUFFER_BYTES);
    }

    void complete() throws IOException {
      stream.close();
      if (!files.rename(unfinished, path)) {
        throw new IOException("Cannot rename %s to %s".formatted(unfinished, path));
      }
      complete = true;
    }

    @Override
    public void close() throws IOException {
      if (!complete) {
        stream.close();
        files.delete(unfinished, false);
      }
    }
  }
}
