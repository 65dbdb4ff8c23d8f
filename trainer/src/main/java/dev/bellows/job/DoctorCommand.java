package dev.bellows.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bellows doctor}: what computes here, how fast, and with which versions. */
@Command(
    name = "doctor",
    description = "Says what computes on this machine, and how fast.",
    footerHeading = "%nExamples:%n",
    footer = {"  bellows doctor", "  bellows doctor --json"})
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--require-native",
      description = "Fail with status 1 where there is no native BLAS.")
  private boolean requireNative;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws JsonProcessingException {
    Diagnosis diagnosis = Diagnosis.make();
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper()
              .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(diagnosis));
    } else {
      print(diagnosis, out);
    }
    if (requireNative && !diagnosis.nativeBlas()) {
      throw new CommandException(
          Status.INTERNAL,
          "There is no native BLAS on this machine: %s".formatted(diagnosis.blas()));
    }
    return Status.DONE.code();
  }

  private static void print(Diagnosis diagnosis, PrintWriter out) {
    out.printf("kernel        %s%n", diagnosis.kernel());
    out.printf("BLAS          %s%n", diagnosis.blas());
    out.printf(
        Locale.ROOT,
        "speed         %.1f GFLOPS in the median, %.1f to %.1f (sgemm %s)%n",
        diagnosis.gflops().median(),
        diagnosis.gflops().slowest(),
        diagnosis.gflops().fastest(),
        diagnosis.gflops().shape());
    out.printf("BLAS threads  %s%n", diagnosis.blasThreads() == 0 ? "?" : diagnosis.blasThreads());
    out.printf("processor     %s, %d cores%n", diagnosis.processor(), diagnosis.cores());
    out.printf("system        %s%n", diagnosis.system());
    diagnosis.versions().forEach((name, version) -> out.printf("%-14s%s%n", name, version));
    out.printf("heap          %,d MiB at the most%n", diagnosis.heapMib());
    out.printf("temp folder   %s%n", diagnosis.tempFolder());
  }
}
