package dev.bellows.job;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line, {@code bellows COMMAND}. */
@Command(
    name = "bellows",
    description = "Trains neural networks on Apache Spark.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      ExplainCommand.class,
      PredictCommand.class,
      GenerateCommand.class,
      ListCommand.class,
      CheckCommand.class,
      InspectCommand.class,
      StatusCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      CostCommand.class,
      SoakCommand.class
    },
    footerHeading = "%nExample:%n",
    footer = "  bellows doctor",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:done",
      " 1:internal error; trying again may help",
      " 2:the command line or the job spec is wrong",
      " 3:the data is not what the job needs",
      " 4:training diverged",
      " 5:an executor computes with another kernel than the run"
    })
public final class Main implements Runnable {
  private static final String EXAMPLE = "  bellows ";
  private static final String DEBUG_VARIABLE = "BELLOWS_DEBUG";

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces; so does BELLOWS_DEBUG in the environment.")
  private boolean debug;

  @Spec private CommandSpec command;

  /** Runs one command, and ends the process where that is this program's to do. */
  public static void main(String[] args) {
    Logging.install();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Farewell.end(run(out, err, args));
  }

  /**
   * Runs one command in this process.
   *
   * @param out for results
   * @param err for messages
   * @return the exit status
   */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    Main main = new Main();
    CommandLine line = commandLine(main).setOut(out).setErr(err);
    line.setParameterExceptionHandler((failure, given) -> usage(failure, err));
    line.setExecutionExceptionHandler((failure, of, parsed) -> main.report(failure, err));
    return line.execute(args);
  }

  /** The examples in the help of all commands, each the words after {@code bellows}. */
  static List<List<String>> examples() {
    List<CommandLine> lines = new ArrayList<>();
    CommandLine top = commandLine(new Main());
    lines.add(top);
    lines.addAll(top.getSubcommands().values());
    List<List<String>> examples = new ArrayList<>();
    for (CommandLine line : lines) {
      for (String footer : line.getCommandSpec().usageMessage().footer()) {
        if (footer.startsWith(EXAMPLE)) {
          examples.add(List.of(footer.substring(EXAMPLE.length()).split(" +")));
        }
      }
    }
    return examples;
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "Missing command: must be one of " + String.join(", ", command.subcommands().keySet()));
  }

  private static CommandLine commandLine(Main main) {
    return new CommandLine(main).setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static int usage(ParameterException failure, PrintWriter err) {
    err.println("bellows: " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    err.println(
        "Try '%s --help'.".formatted(failure.getCommandLine().getCommandSpec().qualifiedName()));
    return Status.SPEC.code();
  }

  private int report(Exception failure, PrintWriter err) {
    Status.Failure told = Status.failure(failure);
    told.message().lines().forEach(line -> err.println("bellows: " + line));
    if (!told.expected() || debug || System.getenv(DEBUG_VARIABLE) != null) {
      failure.printStackTrace(err);
    }
    err.flush();
    return told.status().code();
  }
}
