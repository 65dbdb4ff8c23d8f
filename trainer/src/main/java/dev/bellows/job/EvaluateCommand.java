package dev.bellows.job;

import dev.bellows.data.Columns;
import dev.bellows.data.DataException;
import dev.bellows.data.Row;
import dev.bellows.metric.Evaluation;
import dev.bellows.model.Model;
import dev.bellows.spark.DataErrors;
import dev.bellows.spark.SourceReader;
import dev.bellows.spark.SourceSpec;
import dev.bellows.spark.Table;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellows evaluate MODEL DATA}: the metrics of a model on labelled rows. */
@Command(
    name = "evaluate",
    description = "Tells what a model is worth on labelled rows.",
    footerHeading = "%nExample:%n",
    footer = "  bellows evaluate runs/churn --spec jobs/churn.yaml --held-out")
final class EvaluateCommand implements Callable<Integer> {
  /** How results are told. */
  private enum Form {
    TEXT,
    JSON
  }

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model's folder, or that of the run.")
  private String folder;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      arity = "0..1",
      description = "A file, folder or glob; default: the source of --spec.")
  private String data;

  @Option(
      names = "--held-out",
      description = "Only the rows that the spec holds out for validation.")
  private boolean heldOut;

  @Option(names = "--form", paramLabel = "FORM", description = "text (the default) or json.")
  private Form form = Form.TEXT;

  @Mixin private DataOptions options;
  @Mixin private SparkOptions spark;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    JobSpec job = options.job();
    SourceSpec source = options.source(data, job);
    if (heldOut && job == null) {
      throw new CommandException(
          Status.SPEC, "Invalid --held-out: only a job spec tells which rows are; add --spec");
    }
    try (SparkSessions sessions = SparkSessions.open(spark, "bellows evaluate")) {
      JavaSparkContext context =
          JavaSparkContext.fromSparkContext(sessions.session().sparkContext());
      Model model = ModelPath.read(folder, context.hadoopConfiguration());
      if (heldOut) {
        HeldOutRows.requireUnseen(options.spec(), job, model.provenance());
      }
      Table table = table(sessions.session(), source, job, model);
      JavaRDD<Row> rows = heldOut ? table.rows().filter(Row::validation) : table.rows();
      Evaluated evaluated = evaluate(context, model, rows);
      Evaluation evaluation = evaluated.evaluation();
      if (evaluation.rows() == 0) {
        throw new DataException(
            "Cannot evaluate 0 rows: %s"
                .formatted(heldOut ? "the spec holds none out" : "the data has none"));
      }
      EvaluationReport report =
          new EvaluationReport(
              model, evaluation, evaluated.unseen(), table.droppedRows().getAsLong());
      command.commandLine().getOut().print(form == Form.JSON ? report.json() : report.text());
      command.commandLine().getOut().flush();
    }
    return Status.DONE.code();
  }

  private Table table(SparkSession session, SourceSpec source, JobSpec job, Model model) {
    List<dev.bellows.data.Column> columns = model.preprocessing().fitted().columns();
    if (!heldOut) {
      return SourceReader.open(session, source, new Columns(columns));
    }
    Table table =
        SourceReader.open(session, source, DataBuilder.columns(job), DataBuilder.split(job));
    for (int i = 0; i < Math.max(columns.size(), table.columns().size()); i++) {
      if (i >= columns.size()
          || i >= table.columns().size()
          || !columns.get(i).equals(table.columns().get(i))) {
        throw new DataException(
            "Cannot evaluate what the spec holds out: its source has other columns than the model was trained on; evaluate a file instead");
      }
    }
    return table;
  }

  private static Evaluated evaluate(JavaSparkContext context, Model model, JavaRDD<Row> rows)
      throws IOException {
    PackedModel packed = PackedModel.of(model, context);
    List<Evaluated> parts =
        DataErrors.unwrapping(
            () ->
                rows.mapPartitions(part -> List.of(Evaluated.of(packed.unpack(), part)).iterator())
                    .collect());
    Evaluated total = Evaluated.nothing(model);
    parts.forEach(total::merge);
    return total;
  }
}
