package dev.bellows.job;

import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Where predictions go: a folder of part files, which is there as a whole or not at all. */
final class PredictOutput {
  /** How predictions are stored. */
  enum Format {
    PARQUET,
    CSV,
    JSON;

    /** The format that a name ends with; Parquet where it tells none. */
    static Format of(String name) {
      String lower = name.toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
      return lower.endsWith(".csv") ? CSV : lower.endsWith(".json") ? JSON : PARQUET;
    }
  }

  /** What to do where something is there already. */
  enum Existing {
    REFUSE,
    REPLACE
  }

  private final Path folder;
  private final FileSystem files;
  private final Format format;
  private final Existing existing;

  PredictOutput(String folder, Format format, Existing existing, Configuration configuration)
      throws IOException {
    this.folder = new Path(folder);
    this.files = this.folder.getFileSystem(configuration);
    this.format = format;
    this.existing = existing;
  }

  /**
   * Sees that predictions may be written here.
   *
   * @throws CommandException if something is here already
   */
  void check() throws IOException {
    if (existing == Existing.REFUSE && files.exists(folder)) {
      throw new CommandException(
          Status.SPEC,
          "Cannot write %s: it is there already; name another folder, or say --overwrite"
              .formatted(folder));
    }
  }

  /**
   * Sees that the format has a place for a column.
   *
   * @throws CommandException if it has not
   */
  void checkHolds(StructField field) {
    boolean nested =
        field.dataType() instanceof ArrayType
            || field.dataType() instanceof MapType
            || field.dataType() instanceof StructType
            || field.dataType() instanceof BinaryType;
    if (format == Format.CSV && nested) {
      throw new CommandException(
          Status.SPEC,
          "Cannot write column '%s' as CSV: its type is %s; write Parquet or JSON, or leave a column of the data out with --columns"
              .formatted(field.name(), field.dataType().simpleString()));
    }
  }

  /** Writes beside the folder, then renames. */
  void write(Dataset<Row> rows) {
    Path written = sibling("tmp");
    try {
      try {
        rows.write()
            .format(format.name().toLowerCase(Locale.ROOT))
            .option("header", format == Format.CSV)
            .save(written.toString());
        move(written);
      } finally {
        files.delete(written, true);
      }
    } catch (IOException e) {
      throw new CommandException(
          Status.INTERNAL, "Cannot write %s: %s".formatted(folder, e.getMessage()));
    }
  }

  private void move(Path written) throws IOException {
    Path old = sibling("old");
    boolean replaced = existing == Existing.REPLACE && files.exists(folder);
    if (replaced) {
      rename(folder, old);
    } else if (files.exists(folder)) {
      throw new IOException("it has come to be there meanwhile");
    }
    try {
      rename(written, folder);
    } catch (IOException e) {
      if (replaced) {
        rename(old, folder);
      }
      throw e;
    }
    files.delete(old, true);
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("cannot rename %s to %s".formatted(from, to));
    }
  }

  private Path sibling(String purpose) {
    return new Path(
        folder.getParent(), "_%s.%s-%s".formatted(folder.getName(), purpose, UUID.randomUUID()));
  }
}
