package dev.bellows.spark;

import dev.bellows.data.DataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;

/** The files under a path, as Spark's readers see them. */
final class SourceFiles {
  private SourceFiles() {}

  /**
   * The files that {@code source} stands for, in order of their names.
   *
   * @throws DataException if there are none
   */
  static List<Path> list(SparkSession spark, SourceSpec source) {
    String[] encoded;
    try {
      requireFound(spark, source);
      DataFrameReader reader = spark.read().format("text");
      if (source.format() == SourceSpec.Format.IMAGES) {
        reader = reader.option("recursiveFileLookup", true);
      }
      if (source.format().takesSparkOptions()) {
        reader = reader.options(source.options()); // they may say which files of a folder to read
      }
      encoded = reader.load(source.path()).inputFiles();
    } catch (Exception e) { // Spark's checked ones, too
      throw unreadable(source, e);
    }
    if (encoded.length == 0) {
      throw new DataException(
          "Cannot find rows in %s: the folder holds no file".formatted(source.name()));
    }
    return Arrays.stream(encoded).map(InputFile::path).sorted().toList();
  }

  /** Asks before Spark does: of a path that is not there, its readers log a stack trace. */
  private static void requireFound(SparkSession spark, SourceSpec source) throws IOException {
    Path path = new Path(source.path());
    FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
    FileStatus[] found = files.globStatus(path);
    if (found == null || found.length == 0) {
      throw notFound(source, null);
    }
  }

  private static DataException notFound(SourceSpec source, Exception cause) {
    return new DataException(
        "Cannot find %s: there is no such file, folder or glob".formatted(source.name()), cause);
  }

  /** The error for a source that Spark cannot open. */
  static DataException unreadable(SourceSpec source, Exception failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.startsWith("[PATH_NOT_FOUND]")) {
      return notFound(source, failure);
    }
    RuntimeException known = DataErrors.unwrap(failure);
    if (known instanceof DataException data) {
      return data;
    }
    return new DataException(
        "Cannot read %s: %s"
            .formatted(
                source.name(), message.lines().findFirst().orElse(failure.getClass().getName())),
        failure);
  }
}
