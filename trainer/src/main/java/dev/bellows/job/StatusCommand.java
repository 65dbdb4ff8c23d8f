package dev.bellows.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellows status OUT}: how far a run has come. */
@Command(
    name = "status",
    description = "Says how far a run has come, from what lies in its output folder.",
    footerHeading = "%nExamples:%n",
    footer = {"  bellows status runs/churn", "  bellows status runs/churn --json"})
final class StatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "OUT", description = "The output folder of a run.")
  private String folder;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    RunState run = RunState.read(folder, new Configuration(), System.currentTimeMillis());
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper()
              .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(run));
    } else {
      print(run, out);
    }
    return Status.DONE.code();
  }

  private void print(RunState run, PrintWriter out) {
    String age = readable(run.ageSeconds());
    out.printf(
        Locale.ROOT,
        "%s: %s after %,d epochs, %,d steps; %s%n",
        folder,
        run.state(),
        run.epochs(),
        run.steps(),
        run.isFinished() ? "ended " + age + " ago" : "last written to " + age + " ago");
    if (run.loss() != null) {
      out.printf(Locale.ROOT, "loss %.4g%n", run.loss());
    }
    if (run.validation() != null) {
      run.validation()
          .properties()
          .forEach(
              metric ->
                  out.printf(
                      Locale.ROOT,
                      "validation %s %.4g%n",
                      metric.getKey(),
                      metric.getValue().doubleValue()));
    }
  }

  private static String readable(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
  }
}
