package dev.bellows.job;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bellows check}: whether a job spec is right, and what it would take. */
@Command(
    name = "check",
    description = "Checks a job spec and says what training it would take.",
    footerHeading = "%nExample:%n",
    footer = "  bellows check jobs/churn.yaml")
final class CheckCommand implements Callable<Integer> {
  @Mixin private SpecOptions specOptions;

  @Override
  public Integer call() {
    specOptions.read(List.of());
    return Status.DONE.code();
  }
}
