package dev.bellows.job;

import dev.bellows.catalog.NearestName;
import dev.bellows.soak.Folders;
import dev.bellows.soak.Outcome;
import dev.bellows.soak.Soak;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkEnv;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bellows soak}: whether trainings survive what happens to Spark's processes. */
@Command(
    name = "soak",
    description = {
      "Trains under faults: executors are killed, frozen, added and taken away at random steps, and the weights have to be those of an undisturbed training, bit by bit.",
      "It starts a Spark master, workers and executors as processes on this machine, and ends them."
    },
    footerHeading = "%nExample:%n",
    footer = "  bellows soak --fault executor-killed")
final class SoakCommand implements Callable<Integer> {
  /** Names for completion and help. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Soak.faults().iterator();
    }
  }

  /** What Spark may say. */
  enum SparkLog {
    OFF,
    ERROR,
    WARN,
    INFO
  }

  @Option(
      names = "--fault",
      paramLabel = "NAME",
      completionCandidates = Candidates.class,
      description = "Which, of ${COMPLETION-CANDIDATES}; may be given again; default: all.")
  private List<String> faults = Soak.faults();

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "1",
      description = "Trainings under each fault; default ${DEFAULT-VALUE}.")
  private int times;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Of the first training, decides when and whom it strikes; the next one has the next seed;"
              + " default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all outcomes to this file.")
  private Path json;

  @Option(
      names = "--spark-log",
      paramLabel = "LEVEL",
      defaultValue = "OFF",
      description =
          "What Spark says of it in this process, of ${COMPLETION-CANDIDATES}; default"
              + " ${DEFAULT-VALUE}; kept, as the executors' logs, when a training fails.")
  private SparkLog sparkLog;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    PrintWriter out = command.commandLine().getOut();
    Path folder = Files.createTempDirectory("bellows-soak-");
    SoakReport report = run(folder, out);
    report.printSummary(out);
    long failed = report.trials().stream().filter(SoakReport::isFailed).count();
    if (failed > 0) {
      throw new CommandException(
          Status.INTERNAL,
          "Cannot survive: %d of %d trainings failed; the logs of the driver and of executors are in %s"
              .formatted(failed, report.trials().size(), folder));
    }
    Folders.delete(folder);
    return Status.DONE.code();
  }

  private SoakReport run(Path folder, PrintWriter out) throws IOException, InterruptedException {
    List<Outcome> trials = new ArrayList<>();
    SoakReport.printHeading(out);
    PrintStream standardError = System.err;
    try (PrintStream other =
            new PrintStream(folder.resolve("driver.err").toFile(), StandardCharsets.UTF_8);
        Soak soak = Soak.begin(folder, sparkLog.name())) {
      System.setErr(other); // Scala prints what a SparkContext that stops leaves undone
      for (String fault : faults) {
        for (int i = 0; i < times; i++) {
          Outcome outcome = soak.run(fault, seed + i);
          SoakReport.print(outcome, out);
          trials.add(outcome);
          ReportJson.write(SoakReport.of(trials), json); // hours may be left, and something fail
        }
      }
    } finally {
      System.setErr(standardError);
    }
    return SoakReport.of(trials);
  }

  private void check() {
    if (times < 1) {
      throw usage("Invalid --times: %d: must be ≥ 1".formatted(times));
    }
    for (String fault : faults) {
      if (!Soak.faults().contains(fault)) {
        throw usage(
            "Invalid --fault: %s: must be one of %s%s"
                .formatted(
                    fault,
                    String.join(", ", Soak.faults()),
                    NearestName.suggestion(fault, Soak.faults())));
      }
    }
    ReportJson.check(json, command.commandLine());
    if (SparkEnv.get() != null) {
      throw new CommandException(
          Status.SPEC, "Cannot soak beside a Spark session that is there already: end it first");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
