package dev.bellows.spark;

import dev.bellows.data.DataException;
import java.util.Arrays;
import java.util.List;
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
      DataFrameReader reader = spark.read().format("text");
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

  /** The error for a source that Spark cannot open. */
  static DataException unreadable(SourceSpec source, Exception failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.startsWith("[PATH_NOT_FOUND]")) {
      return new DataException(
          "Cannot find %s: there is no such file, folder or glob".formatted(source.name()),
          failure);
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
