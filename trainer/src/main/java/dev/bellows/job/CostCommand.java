package dev.bellows.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bellows cost}: how the cost of a step grows with parameters and executors. */
@Command(
    name = "cost",
    description = {
      "Measures what a step costs beside its arithmetic, in whose place each executor waits 5 ms, for",
      "networks of several sizes on several numbers of executors, and fits a model to it.",
      "It starts a Spark master, workers and executors of one core as processes on this machine, and ends them."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  bellows cost --executors 1,2 --parameters 100,10000,100000 --windows 2 --seconds 0.1 --warm-up 1 --json cost.json",
      "  bellows check jobs/churn.yaml --cost cost.json"
    })
final class CostCommand implements Callable<Integer> {
  private static final long MOST_FLOATS = 120_000_000; // of all executors' gradients

  @Option(
      names = "--executors",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2,4,8",
      description = "How many; default ${DEFAULT-VALUE}.")
  private List<Integer> executors;

  @Option(
      names = "--parameters",
      paramLabel = "N",
      split = ",",
      defaultValue = "10000,100000,1000000,10000000,30000000",
      description =
          "Of the networks; default ${DEFAULT-VALUE}. What exceeds 120,000,000 on all executors together is left out.")
  private List<Integer> parameters;

  @Option(
      names = "--held-out",
      paramLabel = "N",
      split = ",",
      defaultValue = "3000000",
      description =
          "Of networks that are measured too, but not told to the model; default ${DEFAULT-VALUE}.")
  private List<Integer> heldOut;

  @Option(
      names = "--windows",
      paramLabel = "N",
      defaultValue = "11",
      description = "Windows of time for each point, which take turns; default ${DEFAULT-VALUE}.")
  private int windows;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "0.5",
      description = "The least length of a window; default ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "40",
      description =
          "Seconds of training on the largest number of executors before the first window; default ${DEFAULT-VALUE}.")
  private double warmUp;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all figures to this file, which bellows check --cost reads.")
  private Path json;

  @Mixin private SparkOptions spark;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    EngineReport.Cluster cluster;
    List<CostPoint> points;
    int most = Collections.max(executors);
    try (BenchSpark processes =
        BenchSpark.inProcesses(spark.withDefaults(Map.of("spark.executor.memory", "2g")), most)) {
      JavaSparkContext context = processes.context();
      context.parallelize(List.of(1)).count(); // waits for executors
      cluster = EngineReport.Cluster.of(context);
      points = measure(new CostMeasurement(context, duration(seconds)), most);
    }
    CostModel model = fit(points);
    CostReport report =
        new CostReport(
            Diagnosis.make(),
            BenchCommand.environment(),
            cluster,
            points.stream().map(point -> row(point, model)).toList(),
            model,
            executors.stream()
                .filter(n -> n > 1)
                .map(n -> CostReport.Slices.of(n, model))
                .toList());
    report.print(command.commandLine().getOut());
    ReportJson.write(report, json);
    return Status.DONE.code();
  }

  /** Points by turns, a window of time each: what the machine does meanwhile meets all of them. */
  private List<CostPoint> measure(CostMeasurement on, int most) {
    List<Integer> sizes = sizes(most);
    progress("%d executors warm up for %.0f s", most, warmUp);
    on.warmUp(most, sizes.get(0), duration(warmUp / 2));
    on.warmUp(most, sizes.get(sizes.size() / 2), duration(warmUp / 2));
    Map<Setup, double[]> millis = new LinkedHashMap<>(); // of each window
    setups().forEach(setup -> millis.put(setup, new double[windows]));
    for (int i = 0; i < windows; i++) {
      progress("window %d of %d for each of %d points", i + 1, windows, millis.size());
      int window = i;
      millis.forEach(
          (setup, each) -> each[window] = on.millis(setup.executors(), setup.parameters()));
    }
    return millis.entrySet().stream()
        .map(
            each ->
                new CostPoint(
                    each.getKey().executors(),
                    each.getKey().parameters(),
                    Quartiles.of(each.getValue())))
        .toList();
  }

  private record Setup(int executors, int parameters) {}

  private void progress(String format, Object... arguments) {
    PrintWriter err = command.commandLine().getErr();
    err.printf("cost: " + format + "%n", arguments);
    err.flush();
  }

  private List<Integer> sizes(int count) {
    return Stream.concat(parameters.stream(), heldOut.stream())
        .filter(size -> (long) size * count <= MOST_FLOATS)
        .sorted()
        .toList();
  }

  /** What is measured, in the order of a turn. */
  private Stream<Setup> setups() {
    return executors.stream()
        .sorted()
        .flatMap(count -> sizes(count).stream().map(size -> new Setup(count, size)))
        .distinct();
  }

  private CostModel fit(List<CostPoint> points) {
    List<CostPoint> known =
        points.stream().filter(point -> !heldOut.contains(point.parameters())).toList();
    try {
      return CostModel.fit(known, CostMeasurement.sumNanos());
    } catch (IllegalArgumentException e) {
      throw new CommandException(Status.SPEC, e.getMessage());
    }
  }

  private CostReport.Row row(CostPoint point, CostModel model) {
    return new CostReport.Row(
        point.executors(),
        point.parameters(),
        point.millis(),
        model.millis(point.executors(), point.parameters()),
        heldOut.contains(point.parameters()));
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private void check() {
    executors.forEach(count -> atLeastOne("--executors", count));
    parameters.forEach(count -> atLeastOne("--parameters", count));
    heldOut.forEach(count -> atLeastOne("--held-out", count));
    atLeastOne("--windows", windows);
    if (!(seconds > 0) || !(warmUp > 0)) {
      throw new ParameterException(
          command.commandLine(),
          "Invalid --seconds or --warm-up: %s, %s: must be > 0".formatted(seconds, warmUp));
    }
    for (int count : executors) {
      if (sizes(count).isEmpty()) {
        throw new ParameterException(
            command.commandLine(),
            String.format(
                Locale.ROOT,
                "Invalid --parameters: on %d executors none is left, since all exceed %,d together: add a smaller one",
                count,
                MOST_FLOATS));
      }
    }
    List<Setup> known = setups().filter(setup -> !heldOut.contains(setup.parameters())).toList();
    long counts = known.stream().map(Setup::executors).distinct().count();
    if (known.size() < CostModel.LEAST_POINTS || counts < 2) {
      throw new ParameterException(
          command.commandLine(),
          "Invalid --executors or --parameters: a model needs %d points that are not held out, on 2 numbers of executors or more; these are %d on %d: add some"
              .formatted(CostModel.LEAST_POINTS, known.size(), counts));
    }
    ReportJson.check(json, command.commandLine());
    if (spark.master() != null) {
      throw new ParameterException(
          command.commandLine(), "Cannot use --master: it starts a master of its own");
    }
  }

  private void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          command.commandLine(), "Invalid %s: %d: must be ≥ 1".formatted(option, value));
    }
  }
}
