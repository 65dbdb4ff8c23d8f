package dev.bellows.job;

import dev.bellows.data.DataException;
import dev.bellows.data.Row;
import dev.bellows.metric.Evaluation;
import dev.bellows.model.Evaluated;
import dev.bellows.model.Model;
import dev.bellows.spark.DataErrors;
import dev.bellows.spark.Table;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
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

  @Option(names = "--form", paramLabel = "FORM", description = "text (the default) or json.")
  private Form form = Form.TEXT;

  @Mixin private LabelledRows labelled;
  @Mixin private SparkOptions spark;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    labelled.check(data);
    try (SparkSessions sessions = SparkSessions.open(spark, "bellows evaluate")) {
      JavaSparkContext context =
          JavaSparkContext.fromSparkContext(sessions.session().sparkContext());
      Model model = ModelPath.read(folder, context.hadoopConfiguration());
      Table table = labelled.open(sessions.session(), data, model);
      Evaluated evaluated = evaluate(context, model, table.rows());
      Evaluation evaluation = evaluated.evaluation();
      if (evaluation.rows() == 0) {
        throw new DataException("Cannot evaluate 0 rows: %s".formatted(labelled.none()));
      }
      EvaluationReport report =
          new EvaluationReport(
              model, evaluation, evaluated.unseen(), table.droppedRows().getAsLong());
      command.commandLine().getOut().print(form == Form.JSON ? report.json() : report.text());
      command.commandLine().getOut().flush();
    }
    return Status.DONE.code();
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
