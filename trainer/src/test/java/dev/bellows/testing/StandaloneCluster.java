package dev.bellows.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A standalone Spark cluster of real processes on this machine: a master, workers of one core each,
 * and {@code spark-submit}. What it needs of an installation, a folder with {@code jars/}, is made
 * of links to the Spark that Maven fetched.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private final Path home;
  private final Path jars;
  private final String url;
  private final List<ChildJvm> processes = new ArrayList<>();

  private StandaloneCluster(Path home, Path jars, String url) {
    this.home = home;
    this.jars = jars;
    this.url = url;
  }

  /**
   * Starts a master.
   *
   * @param home an empty folder for installation, work and logs
   */
  public static StandaloneCluster start(Path home) throws IOException, InterruptedException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (Path jar : Installation.spark()) {
      // Stubs for clients of Spark Connect, which an installation does not have, hide Spark's own
      // classes.
      if (!jar.getFileName().toString().startsWith("spark-connect-shims")) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
    int port = freePort();
    StandaloneCluster cluster = new StandaloneCluster(home, jars, "spark://127.0.0.1:" + port);
    try {
      ChildJvm master =
          cluster.launch(
              "org.apache.spark.deploy.master.Master",
              Map.of(),
              "--host",
              "127.0.0.1",
              "--port",
              "" + port,
              "--webui-port",
              "0");
      master.awaitText("I have been elected leader", START);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  /** Adds a worker of one core, whose executors inherit {@code environment}. */
  public void addWorker(Map<String, String> environment) throws IOException, InterruptedException {
    String folder = home.resolve("work-" + processes.size()).toString();
    launch(
            "org.apache.spark.deploy.worker.Worker",
            environment,
            "--host",
            "127.0.0.1",
            "--cores",
            "1",
            "--memory",
            "1g",
            "--webui-port",
            "0",
            "--work-dir",
            folder,
            url)
        .awaitText("Successfully registered with master", START);
  }

  /**
   * Runs {@code spark-submit} with {@code arguments} in client mode, in the folder {@code
   * directory}.
   */
  public ChildJvm.Result submit(Path directory, Duration atMost, String... arguments)
      throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--master",
                url,
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.executor.memory=768m"));
    all.addAll(List.of(arguments));
    try (ChildJvm submit =
        builder("org.apache.spark.deploy.SparkSubmit", Map.of())
            .heap("1g")
            .directory(directory)
            .arguments(all.toArray(String[]::new))
            .start()) {
      return submit.await(atMost);
    }
  }

  private ChildJvm launch(String main, Map<String, String> environment, String... arguments)
      throws IOException {
    ChildJvm process = builder(main, environment).heap("512m").arguments(arguments).start();
    processes.add(process);
    return process;
  }

  private ChildJvm.Builder builder(String main, Map<String, String> environment) {
    ChildJvm.Builder builder =
        ChildJvm.of(main)
            .classPath(jars.resolve("*"))
            .directory(home)
            .environment("SPARK_HOME", home.toString())
            .environment("SPARK_SCALA_VERSION", "2.13")
            .environment("SPARK_LOCAL_IP", "127.0.0.1");
    environment.forEach(builder::environment);
    return builder;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Ends all processes, and the executors that they started. */
  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).close();
    }
  }
}
