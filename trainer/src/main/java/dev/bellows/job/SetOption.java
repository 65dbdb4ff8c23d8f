package dev.bellows.job;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that sets fields of a job spec. */
final class SetOption {
  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Sets a field of the spec, such as training.epochs=3 or network.0.dense.units=8; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  /** What to set, in order. */
  List<String> overrides() {
    return List.copyOf(overrides);
  }
}
