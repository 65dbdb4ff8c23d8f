package dev.bellows.job;

import dev.bellows.data.Batch;
import dev.bellows.data.Preprocessing;
import dev.bellows.loss.Loss;
import dev.bellows.nn.Network;
import dev.bellows.spark.SourceSpec;
import dev.bellows.spark.SplitSpec;
import dev.bellows.train.GradientCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bellows check}: whether a job spec is right, and what it would take. */
@Command(
    name = "check",
    description = "Checks a job spec and says what training would take; writes nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  bellows check jobs/churn.yaml",
      "  bellows check jobs/telco-churn.yaml --spec-only"
    })
final class CheckCommand implements Callable<Integer> {
  private static final int CHECKED_ENTRIES = 20;

  @Mixin private SpecOptions specOptions;
  @Mixin private SparkOptions sparkOptions;

  @Option(names = "--spec-only", description = "Do not look at the source, and start no Spark.")
  private boolean specOnly;

  @Option(
      names = "--cost",
      paramLabel = "FILE",
      description =
          "What bellows cost --json has measured, for the forecast; default: what it measured on one machine with two cores.")
  private Path cost;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    JobSpec spec = specOptions.read(List.of());
    PrintWriter out = command.commandLine().getOut();
    CheckReport report = new CheckReport(spec, out);
    report.run();
    if (!specOnly) {
      try (SparkSessions spark = SparkSessions.open(sparkOptions, "bellows check")) {
        check(spec, spark.session(), report, out);
      }
    }
    out.println("the spec is right");
    return Status.DONE.code();
  }

  private void check(JobSpec spec, SparkSession spark, CheckReport report, PrintWriter out)
      throws IOException {
    SourceSpec source = DataBuilder.source(spec);
    if (!DataSample.canBeFound(source, spark.sparkContext().hadoopConfiguration())) {
      out.printf(
          "there is nothing at %s as seen from here: the network cannot be sized%n", source.path());
      return;
    }
    DataSample sample;
    try {
      sample = DataSample.take(spark, spec);
    } catch (DataSample.PartialSampleException e) {
      out.println(e.getMessage());
      return;
    }
    report.data(sample);
    boolean exact = sample.trainingRows() >= 0;
    report.steps(exact ? sample.trainingRows() : generatedRows(spec, source), exact);
    Preprocessing preprocessing = sample.preprocessing();
    Loss loss = LossBuilder.loss(spec, preprocessing.classes());
    int outputs = LossBuilder.outputs(loss, preprocessing.classes(), preprocessing.targetWidth());
    Network network = NetworkBuilder.network(spec, preprocessing, outputs, loss);
    report.network(
        network, loss, Footprint.of(spec, network, spec.optimizer().rule(), sample.batch()));
    if (spec.engine() == JobSpec.EngineName.ROUNDS
        && spec.solver() == JobSpec.Solver.GRADIENT
        && !spec.optimizer().rule().isFullBatch()) {
      report.forecast(forecast(spec, network, sample.batch()));
    }
    float[] parameters = network.initialize(spec.seed());
    report.gradients(
        preprocessing.tokenIds() > 0
            ? GradientCheck.checkParameters(
                network, loss, parameters, sample.batch(), CHECKED_ENTRIES, spec.seed())
            : GradientCheck.check(
                network, loss, parameters, sample.batch(), CHECKED_ENTRIES, spec.seed()));
  }

  private Forecast forecast(JobSpec spec, Network network, Batch some) throws IOException {
    return cost == null
        ? Forecast.of(spec, network, some, CostModel.MEASURED, "on one machine with two cores")
        : Forecast.of(spec, network, some, CostReport.model(cost), "in " + cost);
  }

  /** Training rows of a generator, about; −1 for all other sources. */
  private static long generatedRows(JobSpec spec, SourceSpec source) {
    String rows =
        source.format() == SourceSpec.Format.GENERATOR ? source.options().get("rows") : null;
    if (rows == null) {
      return -1;
    }
    double heldOut =
        DataBuilder.split(spec) instanceof SplitSpec.Fraction split ? split.fraction() : 0;
    return Math.round(Long.parseLong(rows) * (1 - heldOut));
  }
}
