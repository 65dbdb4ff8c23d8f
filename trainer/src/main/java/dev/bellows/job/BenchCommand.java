package dev.bellows.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bellows bench}: how fast networks are trained on this machine, with Spark or without. */
@Command(
    name = "bench",
    description = {
      "Times the training of networks on random rows in this process, without Spark.",
      "Each case is trained anew in every window of time, after a warm-up.",
      "With --engine: what a step costs on each engine, by turns, in epochs of at most 100 steps."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bellows bench --case tiny --windows 3 --seconds 0.1 --warm-up 0.5",
      "  bellows bench --case tiny --case narrow --windows 2 --seconds 0.1 --warm-up 0.1 --json bench.json",
      "  bellows bench --engine local --engine rounds --case tiny --windows 2 --seconds 0.1 --warm-up 0.1"
    })
final class BenchCommand implements Callable<Integer> {
  private static final List<String> VARIABLES =
      List.of("OPENBLAS_NUM_THREADS", "OPENBLAS_CORETYPE");

  @Option(
      names = "--case",
      paramLabel = "NAME",
      converter = BenchCase.Converter.class,
      completionCandidates = BenchCase.Candidates.class,
      description = "Which, of ${COMPLETION-CANDIDATES}; may be given again; default: all.")
  private List<BenchCase> cases = BenchCases.ALL;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads that compute; default ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "2",
      description = "Shards of the data; default ${DEFAULT-VALUE}.")
  private int shards;

  @Option(
      names = "--windows",
      paramLabel = "N",
      defaultValue = "15",
      description = "Windows of time for each case; default ${DEFAULT-VALUE}.")
  private int windows;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "0.5",
      description = "The least length of a window; whole epochs; default ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description =
          "Seconds of training before the first window; default 4, with --executors 40: at a hundred steps a second each process takes that long until all of Spark's way is compiled.")
  private Double warmUp;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to this file.")
  private Path json;

  @Option(
      names = "--on-request",
      description =
          "Time a window of the only case for each line on the standard input, and answer with a line of JSON.")
  private boolean onRequest;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "Compare engines, of ${COMPLETION-CANDIDATES}; may be given again. Spark's master is local[threads] unless --master says otherwise.")
  private List<JobSpec.EngineName> engines = List.of();

  @Option(
      names = "--executors",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Compare them on so many executors of one core, started for it on this machine, instead of in threads of this process.")
  private int executors;

  @Mixin private SparkOptions spark;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException, InterruptedException {
    warmUp = warmUp != null ? warmUp : executors == 0 ? 4.0 : 40;
    check();
    if (onRequest) {
      answer(command.commandLine().getOut());
    } else if (!engines.isEmpty()) {
      compare(command.commandLine().getOut());
    } else {
      measure(command.commandLine().getOut());
    }
    return Status.DONE.code();
  }

  private void measure(PrintWriter out) throws IOException {
    List<BenchReport.Result> results = new ArrayList<>();
    BenchReport report =
        new BenchReport(
            Diagnosis.make(), environment(), threads, shards, Speed.together(threads), results);
    report.printMachine(out);
    for (BenchCase timed : cases) {
      List<BenchTraining.Window> measured = new ArrayList<>();
      try (BenchTraining training = warm(timed)) {
        while (measured.size() < windows) {
          measured.add(training.window(duration(seconds)));
        }
      }
      results.add(BenchReport.Result.of(timed, measured));
      report.print(results.get(results.size() - 1), out);
    }
    ReportJson.write(report, json);
  }

  private void compare(PrintWriter out) throws IOException, InterruptedException {
    try (BenchSpark compared =
        executors == 0
            ? BenchSpark.inThreads(spark, threads)
            : BenchSpark.inProcesses(spark, executors)) {
      JavaSparkContext context = compared.context();
      context.parallelize(List.of(1)).count(); // waits for executors
      EngineReport report =
          new EngineReport(
              Diagnosis.make(),
              environment(),
              threads,
              shards,
              EngineReport.Cluster.of(context),
              new ArrayList<>());
      report.printMachine(out);
      for (BenchCase timed : cases) {
        try (EngineComparison comparison = new EngineComparison(timed, shards, threads, context)) {
          List<EngineReport.Result> results =
              EngineReport.results(
                  timed, comparison.run(engines, windows, duration(warmUp), duration(seconds)));
          results.forEach(result -> EngineReport.print(result, out));
          report.results().addAll(results);
        }
      }
      ReportJson.write(report, json);
    }
  }

  private void answer(PrintWriter out) throws IOException {
    try (BenchTraining training = warm(cases.get(0))) {
      BufferedReader requests =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      ObjectNode about = ReportJson.mapper().valueToTree(Diagnosis.make());
      about.put("batch_size", cases.get(0).batchSize()).put("rows", cases.get(0).rows());
      out.println(ReportJson.mapper().writeValueAsString(about));
      while (requests.readLine() != null) {
        out.println(ReportJson.mapper().writeValueAsString(training.window(duration(seconds))));
      }
    }
  }

  private BenchTraining warm(BenchCase timed) {
    BenchTraining training = timed.inThreads(shards, threads);
    training.window(duration(warmUp));
    return training;
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /** The variables that BLAS reads, null where one is not set. */
  static Map<String, String> environment() {
    Map<String, String> values = new LinkedHashMap<>();
    VARIABLES.forEach(name -> values.put(name, System.getenv(name)));
    return values;
  }

  private void check() {
    atLeastOne("--threads", threads);
    atLeastOne("--shards", shards);
    atLeastOne("--windows", windows);
    positive("--seconds", seconds);
    positive("--warm-up", warmUp);
    ReportJson.check(json, command.commandLine());
    if (onRequest && !engines.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "Cannot compare engines on request: leave out --engine");
    }
    boolean isSparkAsked = spark.master() != null || !spark.settings().isEmpty() || executors != 0;
    if (engines.isEmpty() && isSparkAsked) {
      throw new ParameterException(
          command.commandLine(),
          "Cannot use --master, --executors or --conf without Spark: add --engine");
    }
    if (executors != 0 && spark.master() != null) {
      throw new ParameterException(
          command.commandLine(),
          "Cannot use --executors with --master: it starts a master of its own");
    }
    if (executors < 0) {
      throw new ParameterException(
          command.commandLine(), "Invalid --executors: %d: must be ≥ 0".formatted(executors));
    }
    if (onRequest && cases.size() != 1) {
      throw new ParameterException(
          command.commandLine(),
          "Cannot time %d cases on request: name one with --case, of %s"
              .formatted(cases.size(), String.join(", ", new BenchCase.Candidates())));
    }
  }

  private void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          command.commandLine(), "Invalid %s: %d: must be ≥ 1".formatted(option, value));
    }
  }

  private void positive(String option, double value) {
    if (!(value > 0)) {
      throw new ParameterException(
          command.commandLine(), "Invalid %s: %s: must be > 0".formatted(option, value));
    }
  }
}
