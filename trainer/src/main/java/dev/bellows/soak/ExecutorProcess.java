package dev.bellows.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An executor's process.
 *
 * @param handle to ask whether it lives
 * @param application that it works for, as the master calls it
 */
record ExecutorProcess(ProcessHandle handle, String application) {
  private static final String MAIN = "org.apache.spark.executor.CoarseGrainedExecutorBackend";

  /** The executor that this process is; none where it is something else. */
  static Optional<ExecutorProcess> of(ProcessHandle handle) {
    List<String> command = commandLine(handle.pid());
    int application = command.indexOf("--app-id");
    return command.contains(MAIN) && application >= 0 && application + 1 < command.size()
        ? Optional.of(new ExecutorProcess(handle, command.get(application + 1)))
        : Optional.empty();
  }

  /** Ends it at once, as {@code kill -9} does. */
  void kill() {
    handle.destroyForcibly();
    awaitEnd();
  }

  /** Waits until it has ended. */
  void awaitEnd() {
    Condition.await("the end of executor process " + handle.pid(), () -> !handle.isAlive());
  }

  /** Sends a signal, by name. */
  void signal(String name) {
    Signal.send(name, handle);
  }

  /**
   * From /proc, for {@link ProcessHandle#info} has nothing to say of a long command line; empty
   * where there is no such process any more.
   */
  private static List<String> commandLine(long pid) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return Arrays.asList(new String(line, StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException e) {
      return List.of();
    }
  }
}
