package dev.bellows.job;

import dev.bellows.report.Manifest;
import dev.bellows.report.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bellows train}: trains a network as a job spec says. */
@Command(
    name = "train",
    description = "Trains a network as a job spec says.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  bellows train jobs/churn.yaml --set training.epochs=3",
      "  bellows train jobs/churn.yaml --set training.epochs=2 --vary seed=0,1"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private SpecOptions specOptions;
  @Mixin private SparkOptions sparkOptions;

  @Option(
      names = "--vary",
      paramLabel = "PATH=VALUE,VALUE…",
      description =
          "Trains once with each value of a field, such as seed=0,1,2,3,4, into a folder each, and reports the spread.")
  private String vary;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    JobSpec spec = specOptions.read(List.of());
    List<Variation> variations = vary == null ? List.of() : Variation.parse(vary);
    List<JobSpec> varied = new ArrayList<>();
    for (Variation variation : variations) {
      varied.add(specOptions.read(variation.overrides(spec.output())));
    }
    try (SparkSessions spark = SparkSessions.open(sparkOptions, "bellows " + spec.name())) {
      if (variations.isEmpty()) {
        run(spec, spark, out);
        return Status.DONE.code();
      }
      Map<Variation, Manifest> manifests = new LinkedHashMap<>();
      for (int i = 0; i < variations.size(); i++) {
        out.println(variations.get(i));
        manifests.put(variations.get(i), run(varied.get(i), spark, out));
      }
      Spread.of(manifests).print(out);
    }
    return Status.DONE.code();
  }

  private static Manifest run(JobSpec spec, SparkSessions spark, PrintWriter out)
      throws IOException {
    // The launcher knows whether somebody is looking; Java has no portable way to ask.
    Progress.Style style =
        Boolean.getBoolean("bellows.terminal") ? Progress.Style.TERMINAL : Progress.Style.LINES;
    Manifest manifest = new TrainRun(spec, spark.session(), out, style).run();
    String metrics =
        manifest.validation() == null
            ? ""
            : ": validation "
                + manifest.validation().entrySet().stream()
                    .map(entry -> Progress.describe(entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(", "));
    out.printf(
        Locale.ROOT,
        "%s after %d epochs and %.1f s of training%s%nmodel, metrics and manifest are in %s%n",
        manifest.status(),
        manifest.epochs(),
        manifest.seconds().training(),
        metrics,
        spec.output());
    if (manifest.data().badRows() > 0) {
      out.printf(Locale.ROOT, "%,d bad rows were left out%n", manifest.data().badRows());
    }
    if (manifest.droppedColumns() != null) {
      out.println(
          "columns that others explain were left out: "
              + String.join(", ", manifest.droppedColumns()));
    }
    out.flush();
    return manifest;
  }
}
