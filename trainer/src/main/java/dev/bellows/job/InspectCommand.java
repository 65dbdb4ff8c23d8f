package dev.bellows.job;

import dev.bellows.model.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellows inspect MODEL}: what a model takes and gives, and where it comes from. */
@Command(
    name = "inspect",
    description = "Describes a model: network, preprocessing, label and origin.",
    footerHeading = "%nExamples:%n",
    footer = {"  bellows inspect runs/churn", "  bellows inspect runs/churn --spec"})
final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "A model's folder, or that of the run.")
  private String folder;

  @Option(names = "--spec", description = "Print the job spec that it was trained by, as JSON.")
  private boolean spec;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    Model model = ModelPath.read(folder, new Configuration());
    PrintWriter out = command.commandLine().getOut();
    if (!spec) {
      new ModelReport(model, out).print();
    } else if (model.provenance().spec() == null) {
      throw new CommandException(
          Status.DATA, "Cannot print the job spec: the model in %s has none".formatted(folder));
    } else {
      out.println(model.provenance().spec());
    }
    return Status.DONE.code();
  }
}
