package dev.bellows.soak;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A second JVM, of the same Java as this one, that this one starts, waits for with a bound, and
 * reads the output of. Closing it kills it and its children.
 *
 * <pre>{@code
 * try (ChildJvm jvm = ChildJvm.of(Main.class).heap("512m").arguments("doctor").start()) {
 *   ChildJvm.Result result = jvm.await(Duration.ofSeconds(60));
 *   assertThat(result.status()).as(result.toString()).isZero();
 * }
 * }</pre>
 */
public final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final Path standardOutput;
  private final Path standardError;

  private ChildJvm(Process process, Path standardOutput, Path standardError) {
    this.process = process;
    this.standardOutput = standardOutput;
    this.standardError = standardError;
  }

  /** A JVM that will run {@code main} on this JVM's class path. */
  public static Builder of(Class<?> main) {
    return of(main.getName());
  }

  /** A JVM that will run the class of this name on this JVM's class path. */
  public static Builder of(String main) {
    return new Builder(main);
  }

  /** How the JVM ended and what it wrote. */
  public record Result(int status, String output, String errors) {}

  /**
   * Waits until the JVM has ended.
   *
   * @throws IllegalStateException when it has not ended in time, with its output so far; it is then
   *     killed
   */
  public Result await(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      throw new IllegalStateException(
          "Still running after " + atMost + ":\n" + output() + errors());
    }
    return new Result(process.exitValue(), output(), errors());
  }

  /**
   * Waits until the standard output or error contains {@code text}.
   *
   * @throws IllegalStateException when it does not in time, or the JVM ends without it
   */
  public void awaitText(String text, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      boolean ended = !process.isAlive();
      if (output().contains(text) || errors().contains(text)) {
        return;
      }
      if (ended || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "No '"
                + text
                + "'"
                + (ended ? " and the JVM has ended" : "")
                + " within "
                + atMost
                + ":\n"
                + output()
                + errors());
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  /** The process, for signals and for asking whether it lives. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** What it has written to standard output so far. */
  public String output() {
    return read(standardOutput);
  }

  /** What it has written to standard error so far. */
  public String errors() {
    return read(standardError);
  }

  /** Ends it at once, and what it started, as {@code kill -9} does. */
  public void kill() {
    List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
    family.add(process.toHandle());
    family.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle one : family) {
      one.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  @Override
  public void close() {
    kill();
    try {
      Files.deleteIfExists(standardOutput);
      Files.deleteIfExists(standardError);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the JVM will be started with. */
  public static final class Builder {

    private final String main;
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final List<String> wrapper = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private String classPath = System.getProperty("java.class.path");
    private Path directory = Path.of("").toAbsolutePath();

    private Builder(String main) {
      this.main = main;
      for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
        if (option.startsWith("--add-") || option.startsWith("-XX:+IgnoreUnrecognized")) {
          options.add(option);
        }
      }
    }

    /** Jars and folders, instead of this JVM's class path. */
    public Builder classPath(Path... entries) {
      List<String> names = new ArrayList<>();
      for (Path entry : entries) {
        names.add(entry.toString());
      }
      classPath = String.join(File.pathSeparator, names);
      return this;
    }

    /** The largest heap, as {@code -Xmx} has it: {@code 512m}. */
    public Builder heap(String size) {
      return options("-Xmx" + size);
    }

    /** A system property of the JVM. */
    public Builder property(String name, String value) {
      return options("-D" + name + "=" + value);
    }

    /** Options of the JVM; the module options of this JVM are there already. */
    public Builder options(String... more) {
      options.addAll(List.of(more));
      return this;
    }

    /** Sets a variable over those this JVM has. */
    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** The working folder. */
    public Builder directory(Path folder) {
      directory = folder;
      return this;
    }

    /** A command that is put before {@code java}, such as {@code unshare -m}. */
    public Builder wrapper(String... command) {
      wrapper.addAll(List.of(command));
      return this;
    }

    /** Arguments of the main class. */
    public Builder arguments(String... more) {
      arguments.addAll(List.of(more));
      return this;
    }

    /** Starts it; its output goes to files, so that it never blocks on a full pipe. */
    public ChildJvm start() throws IOException {
      List<String> command = new ArrayList<>(wrapper);
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(options);
      command.add("-cp");
      command.add(classPath);
      command.add(main);
      command.addAll(arguments);
      Path output = Files.createTempFile("child-", ".out");
      Path errors = Files.createTempFile("child-", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      return new ChildJvm(builder.start(), output, errors);
    }
  }
}
