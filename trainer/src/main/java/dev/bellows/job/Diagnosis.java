package dev.bellows.job;

import dev.bellows.linalg.Blas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What computes on this machine.
 *
 * @param kernel its fingerprint
 * @param nativeBlas whether native code multiplies
 * @param blas which implementation, and why
 * @param blasThreads of one product; 0 where it does not tell
 * @param gflops measured
 * @param processor its model, as the system names it
 * @param cores that this JVM may use
 * @param system name, version and architecture
 * @param versions of what takes part, by name
 * @param heapMib the most that this JVM may allocate
 * @param tempFolder where native libraries are unpacked first
 */
record Diagnosis(
    String kernel,
    boolean nativeBlas,
    String blas,
    int blasThreads,
    Speed gflops,
    String processor,
    int cores,
    String system,
    Map<String, String> versions,
    long heapMib,
    String tempFolder) {

  static Diagnosis make() {
    Runtime runtime = Runtime.getRuntime();
    return new Diagnosis(
        Blas.kernel().toString(),
        Blas.kernel().isNative(),
        Blas.description(),
        Blas.threads(),
        Speed.measure(),
        processorModel(),
        runtime.availableProcessors(),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        Versions.all(),
        runtime.maxMemory() >> 20,
        System.getProperty("java.io.tmpdir"));
  }

  /** Linux tells the model in a file; elsewhere the architecture has to do. */
  private static String processorModel() {
    Path file = Path.of("/proc/cpuinfo");
    if (Files.isReadable(file)) {
      try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException e) {
        return System.getProperty("os.arch");
      }
    }
    return System.getProperty("os.arch");
  }
}
