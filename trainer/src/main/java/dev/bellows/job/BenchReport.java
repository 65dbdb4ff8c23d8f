package dev.bellows.job;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured, and with what.
 *
 * @param machine that it was measured on
 * @param environment the variables that BLAS reads, null where one is not set
 * @param threads that computed
 * @param shards of the data
 * @param peakGflops of matrix products in all threads at once
 * @param results a case each
 */
record BenchReport(
    Diagnosis machine,
    Map<String, String> environment,
    int threads,
    int shards,
    double peakGflops,
    List<Result> results) {
  /**
   * The timing of one case.
   *
   * @param name as on the command line
   * @param network its layers
   * @param batchSize rows of a step
   * @param optimizer its name
   * @param loss after the last window, so that one sees what was computed
   * @param windows how many
   * @param microsPerStep of the windows
   * @param rowsPerSecond in the median
   * @param gflops of the matrix products, in the median
   */
  record Result(
      String name,
      String network,
      int batchSize,
      String optimizer,
      double loss,
      int windows,
      Quartiles microsPerStep,
      double rowsPerSecond,
      double gflops) {
    static Result of(BenchCase timed, List<BenchTraining.Window> windows) {
      double[] micros = windows.stream().mapToDouble(BenchTraining.Window::microsPerStep).toArray();
      Quartiles quartiles = Quartiles.of(micros);
      double rowsPerSecond = timed.batchSize() / quartiles.median() * 1e6;
      return new Result(
          timed.name(),
          timed.layers(),
          timed.batchSize(),
          timed.optimizer().name(),
          windows.get(windows.size() - 1).loss(),
          windows.size(),
          quartiles,
          rowsPerSecond,
          rowsPerSecond * timed.flopsPerRow() * 1e-9);
    }
  }

  /** The lines of what multiplies, and of the variables that it reads. */
  static void printKernel(Diagnosis machine, Map<String, String> environment, PrintWriter out) {
    out.printf("kernel     %s, %d BLAS threads%n", machine.kernel(), machine.blasThreads());
    environment.forEach(
        (name, value) -> out.printf("           %s=%s%n", name, value == null ? "" : value));
  }

  /** The lines of processor and Java. */
  static void printSystem(Diagnosis machine, PrintWriter out) {
    out.printf(
        "processor  %s, %d cores; %s%n", machine.processor(), machine.cores(), machine.system());
    out.printf(
        Locale.ROOT,
        "java       %s, heap %,d MiB; bellows %s%n",
        machine.versions().get("java"),
        machine.heapMib(),
        machine.versions().get("bellows"));
  }

  void printMachine(PrintWriter out) {
    printKernel(machine, environment, out);
    out.printf(
        Locale.ROOT,
        "peak       %.1f GFLOPS with %d threads, %.1f with one (sgemm %s)%n",
        peakGflops,
        threads,
        machine.gflops().median(),
        machine.gflops().shape());
    printSystem(machine, out);
    out.printf("training   %d threads, %d shards%n%n", threads, shards);
    out.printf(
        "%-16s %-15s %5s %-9s %11s %21s %11s %8s %8s%n",
        "case",
        "network",
        "batch",
        "optimizer",
        "µs a step",
        "quartiles",
        "rows/s",
        "GFLOPS",
        "of peak");
    out.flush();
  }

  void print(Result result, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-16s %-15s %5d %-9s %,11.2f %,10.2f %,10.2f %,11.0f %8.1f %7.0f%%%n",
        result.name(),
        result.network(),
        result.batchSize(),
        result.optimizer(),
        result.microsPerStep().median(),
        result.microsPerStep().lower(),
        result.microsPerStep().upper(),
        result.rowsPerSecond(),
        result.gflops(),
        100 * result.gflops() / peakGflops);
    out.flush();
  }
}
