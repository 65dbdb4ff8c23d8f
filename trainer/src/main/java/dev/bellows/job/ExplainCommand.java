package dev.bellows.job;

import dev.bellows.data.DataException;
import dev.bellows.data.Row;
import dev.bellows.explain.IntegratedGradients;
import dev.bellows.explain.PermutationImportance;
import dev.bellows.metric.Evaluation;
import dev.bellows.metric.Metric;
import dev.bellows.model.Model;
import dev.bellows.spark.DataErrors;
import dev.bellows.spark.Table;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellows explain MODEL DATA}: which columns a model's answers depend on. */
@Command(
    name = "explain",
    description = "Tells which columns a model's answers depend on.",
    footerHeading = "%nExample:%n",
    footer = "  bellows explain runs/churn --spec jobs/churn.yaml --held-out --metric auc")
final class ExplainCommand implements Callable<Integer> {
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
      names = "--rows",
      paramLabel = "N",
      description = "Look at so many rows at the most, chosen by their hash; default 10000.")
  private int rows = 10_000;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "Permutations of each column; default 5.")
  private int repeats = 5;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      description = "What gets worse where a column is permuted; default: loss.")
  private Metric metric = Metric.LOSS;

  @Option(names = "--seed", paramLabel = "N", description = "Of the permutations; default 0.")
  private long seed;

  @Option(names = "--form", paramLabel = "FORM", description = "text (the default) or json.")
  private Form form = Form.TEXT;

  @Mixin private LabelledRows labelled;
  @Mixin private SparkOptions spark;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    requirePositive("--rows", rows);
    requirePositive("--repeats", repeats);
    labelled.check(data);
    try (SparkSessions sessions = SparkSessions.open(spark, "bellows explain")) {
      JavaSparkContext context =
          JavaSparkContext.fromSparkContext(sessions.session().sparkContext());
      Model model = ModelPath.read(folder, context.hadoopConfiguration());
      requireTable(model);
      Table table = labelled.open(sessions.session(), data, model);
      List<Row> sample = DataErrors.unwrapping(() -> table.rows().takeOrdered(rows));
      if (sample.isEmpty()) {
        throw new DataException("Cannot explain 0 rows: %s".formatted(labelled.none()));
      }
      Explanation explanation =
          new Explanation(
              sample.size(),
              metric,
              PermutationImportance.of(model, sample, metric, repeats, seed),
              IntegratedGradients.of(model, sample));
      command
          .commandLine()
          .getOut()
          .print(form == Form.JSON ? explanation.json() : explanation.text());
      command.commandLine().getOut().flush();
    }
    return Status.DONE.code();
  }

  private void requireTable(Model model) {
    if (!Evaluation.metrics(model.loss().problem()).contains(metric)) {
      throw new CommandException(
          Status.SPEC,
          "Invalid --metric: %s: the model's problem has %s"
              .formatted(
                  metric.label(),
                  String.join(
                      ", ",
                      Evaluation.metrics(model.loss().problem()).stream()
                          .map(Metric::label)
                          .toList())));
    }
    if (model.preprocessing().inputColumns().size() != model.network().inputs()) {
      throw new CommandException(
          Status.DATA,
          "Cannot explain a model of %s inputs by columns: it must be one of a table"
              .formatted(model.network().inputShape()));
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new CommandException(Status.SPEC, "Invalid %s: %d: must be ≥ 1".formatted(name, value));
    }
  }
}
