package dev.bellows.job;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.DataException;
import dev.bellows.data.FittedPreprocessing;
import dev.bellows.data.Row;
import dev.bellows.model.Model;
import dev.bellows.spark.SourceReader;
import dev.bellows.spark.SourceSpec;
import dev.bellows.spark.Table;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that read labelled rows for a model, and those rows. */
final class LabelledRows {
  @Option(
      names = "--held-out",
      description = "Only the rows that the spec holds out for validation.")
  private boolean heldOut;

  @Mixin private DataOptions options;

  /**
   * Says what is wrong with the options, before anything is started.
   *
   * @param data a path; null to take that of the spec
   * @throws SpecException with everything that is wrong in the job spec
   * @throws CommandException if it takes more to know what to read
   */
  void check(String data) {
    JobSpec job = options.job();
    options.source(data, job);
    if (heldOut && job == null) {
      throw new CommandException(
          Status.SPEC, "Invalid --held-out: only a job spec tells which rows are; add --spec");
    }
  }

  /**
   * Opens the rows, with the columns that {@code model} was trained on.
   *
   * @throws DataException if the source lacks one of them
   */
  Table open(SparkSession session, String data, Model model) {
    JobSpec job = options.job();
    SourceSpec source = options.source(data, job);
    FittedPreprocessing fitted = model.preprocessing().fitted();
    if (!heldOut) {
      return SourceReader.open(session, source, fitted.rowColumns(), fitted.spec().inputs());
    }
    HeldOutRows.requireUnseen(options.spec(), job, model.provenance());
    Table table =
        SourceReader.open(
            session,
            source,
            DataBuilder.columns(job).withInputs(fitted.spec().inputs()),
            DataBuilder.split(job));
    if (!columns(table.columns()).equals(fitted.columns())) {
      throw new DataException(
          "Cannot evaluate what the spec holds out: its source has other columns than the model was trained on; evaluate a file instead");
    }
    return new Table(table.columns(), table.rows().filter(Row::validation), table.droppedRows());
  }

  /** Why there may be no rows. */
  String none() {
    return heldOut ? "the spec holds none out" : "the data has none";
  }

  private static List<Column> columns(Columns columns) {
    return IntStream.range(0, columns.size()).mapToObj(columns::get).toList();
  }
}
