package dev.bellows.job;

import dev.bellows.model.Model;
import dev.bellows.spark.SourceSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellows predict MODEL DATA OUT}: a table with predictions beside its columns. */
@Command(
    name = "predict",
    description = "Predicts every row of a table and writes what it predicts.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  bellows predict runs/churn churn.csv predictions.parquet --columns customerID",
      "  bellows predict runs/churn churn.csv hidden.parquet --columns customerID --layer 1"
    })
final class PredictCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model's folder, or that of the run.")
  private String folder;

  @Parameters(index = "1", paramLabel = "DATA", description = "A file, folder or glob.")
  private String data;

  @Parameters(
      index = "2",
      paramLabel = "OUT",
      description = "The folder to write; its name ends with .parquet, .csv or .json.")
  private String out;

  @Option(
      names = "--columns",
      paramLabel = "COLUMN",
      split = ",",
      description = "Which columns to keep beside the prediction; default: all.")
  private List<String> columns;

  @Option(
      names = "--format-out",
      paramLabel = "FORMAT",
      description = "parquet, csv or json. Default: as OUT ends, else parquet.")
  private PredictOutput.Format formatOut;

  @Option(names = "--overwrite", description = "Replace OUT where it is there already.")
  private boolean overwrite;

  @Option(
      names = "--code",
      description =
          "Add a column 'code', an array: what the narrowest layer of an autoencoder gives.")
  private boolean code;

  @Option(
      names = "--layer",
      paramLabel = "N",
      description = "Add a column 'code': what layer N of any model gives, counted from 1.")
  private Integer layer;

  @Mixin private DataOptions options;
  @Mixin private SparkOptions spark;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    SourceSpec source = options.source(data, options.job());
    try (SparkSessions sessions = SparkSessions.open(spark, "bellows predict")) {
      SparkSession session = sessions.session();
      Configuration configuration = session.sparkContext().hadoopConfiguration();
      PredictOutput output =
          new PredictOutput(
              out,
              formatOut == null ? PredictOutput.Format.of(out) : formatOut,
              overwrite ? PredictOutput.Existing.REPLACE : PredictOutput.Existing.REFUSE,
              configuration);
      Model model = ModelPath.read(folder, configuration);
      report(new PredictRun(session, model, source).run(columns, layer(model), output));
    }
    return Status.DONE.code();
  }

  /** The layer whose outputs are asked for, counted from 0; −1 for none. */
  private int layer(Model model) {
    int layers = model.network().layers().size();
    if (code && layer != null) {
      throw new CommandException(
          Status.SPEC,
          "Invalid --layer: %d: --code chooses a layer; say one of them".formatted(layer));
    }
    if (code && !model.preprocessing().reconstructs()) {
      throw new CommandException(
          Status.SPEC,
          "Invalid --code: the model is no autoencoder; name a layer with --layer, from 1 to %d"
              .formatted(layers));
    }
    if (layer != null && (layer < 1 || layer > layers)) {
      throw new CommandException(
          Status.SPEC,
          "Invalid --layer: %d: the network has the layers 1 to %d".formatted(layer, layers));
    }
    return code ? model.narrowestLayer() : layer == null ? -1 : layer - 1;
  }

  private void report(PredictRun.Result result) {
    PrintWriter console = command.commandLine().getOut();
    console.printf(Locale.ROOT, "%,d rows predicted in %s%n", result.rows(), out);
    if (result.dropped() > 0) {
      console.printf(
          Locale.ROOT, "%,d rows could not be read and are left out%n", result.dropped());
    }
    result
        .unseen()
        .forEach(
            (column, rows) ->
                console.printf(
                    Locale.ROOT,
                    "%,d rows have a category in column '%s' that training had not%n",
                    rows,
                    column));
    console.flush();
  }
}
