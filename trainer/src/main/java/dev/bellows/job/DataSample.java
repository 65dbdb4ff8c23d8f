package dev.bellows.job;

import dev.bellows.data.Batch;
import dev.bellows.data.BatchBuilder;
import dev.bellows.data.DataException;
import dev.bellows.data.InputSpec;
import dev.bellows.data.Preprocessing;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.Row;
import dev.bellows.data.Statistics;
import dev.bellows.spark.DataErrors;
import dev.bellows.spark.SourceReader;
import dev.bellows.spark.SourceSpec;
import dev.bellows.spark.Table;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The first rows of a source, enough to tell how wide a network will be.
 *
 * @param preprocessing fitted on the sample's training rows
 * @param batch some of them, encoded
 * @param sourceColumns features of the source
 * @param trainingRows of the whole source; −1 where the sample does not reach to its end
 * @param limit how many rows are looked at, at the most
 */
record DataSample(
    Preprocessing preprocessing, Batch batch, int sourceColumns, long trainingRows, int limit) {
  private static final int ROWS = 10_000;
  private static final int PICTURES = 500; // each takes a file to read

  /** Few enough that not every unit has a row near its kink. */
  private static final int ENCODED_ROWS = 8;

  /** Whether the files of {@code source} are there; what has no files may be tried. */
  static boolean canBeFound(SourceSpec source, Configuration configuration) throws IOException {
    if (!source.format().hasPath()) {
      return true;
    }
    Path path = new Path(source.path());
    FileStatus[] found = path.getFileSystem(configuration).globStatus(path);
    return found != null && found.length > 0;
  }

  /**
   * Takes the sample.
   *
   * @throws DataException if the source is not what the spec says
   * @throws PartialSampleException if the first rows alone do not tell
   */
  static DataSample take(SparkSession spark, JobSpec spec) throws PartialSampleException {
    Table table =
        SourceReader.open(
            spark, DataBuilder.source(spec), DataBuilder.columns(spec), DataBuilder.split(spec));
    int limit = DataBuilder.columns(spec).inputs() instanceof InputSpec.Image ? PICTURES : ROWS;
    List<Row> rows = DataErrors.unwrapping(() -> table.rows().take(limit));
    List<Row> training = rows.stream().filter(row -> !row.validation()).toList();
    PreprocessingSpec wanted = DataBuilder.preprocessing(spec);
    Statistics statistics = Statistics.empty(table.columns(), wanted);
    training.forEach(statistics::add);
    Preprocessing preprocessing = fit(table, wanted, statistics, rows.size() == limit);
    BatchBuilder builder = preprocessing.batchBuilder();
    training.stream().limit(ENCODED_ROWS).forEach(row -> preprocessing.encode(row, builder));
    return new DataSample(
        preprocessing,
        builder.build(),
        table.columns().with(dev.bellows.data.Column.Role.FEATURE).size(),
        rows.size() < limit ? training.size() : -1,
        limit);
  }

  /** What is wrong with a part of a source need not be wrong with the whole. */
  private static Preprocessing fit(
      Table table, PreprocessingSpec wanted, Statistics statistics, boolean partial)
      throws PartialSampleException {
    try {
      return Preprocessing.fit(table.columns(), wanted, statistics);
    } catch (DataException e) {
      if (!partial) {
        throw e;
      }
      throw new PartialSampleException(
          "the first rows do not tell what the network will be: " + e.getMessage());
    }
  }

  /** The first rows alone do not tell what the network will be; the message says why. */
  static final class PartialSampleException extends Exception {
    private static final long serialVersionUID = 1;

    PartialSampleException(String message) {
      super(message);
    }
  }
}
