package dev.bellows.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of every command that reads a job spec. */
final class SpecOptions {
  @Parameters(paramLabel = "SPEC", description = "The job spec, a YAML file.")
  private Path file;

  @Mixin private SetOption set;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "The output folder, in place of the spec's.")
  private String output;

  /**
   * Reads and checks the spec.
   *
   * @param more overrides, which win over those on the command line
   * @throws SpecException with everything that is wrong
   */
  JobSpec read(List<String> more) {
    List<String> all = new ArrayList<>(set.overrides());
    if (output != null) {
      all.add("output=" + YamlReader.quoted(output));
    }
    all.addAll(more);
    return JobSpec.read(file, all);
  }
}
