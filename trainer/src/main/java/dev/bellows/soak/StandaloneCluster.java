package dev.bellows.soak;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A standalone Spark cluster of real processes on this machine: a master and workers, whose
 * executors find Spark and Bellows on the class path that the cluster was given. Its processes end
 * with it, and with this JVM.
 */
public final class StandaloneCluster implements AutoCloseable {
  /** Spark's own: that a process is ready is read in its log. */
  private static final String LOGGING = "classpath:org/apache/spark/log4j2-defaults.properties";

  private final Path home;
  private final List<Path> classPath;
  private final Map<String, String> security;
  private final String url;
  private final boolean isAside;
  private final Thread atExit = new Thread(this::end, "end of cluster");
  private final List<ChildJvm> processes = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private int started;
  private boolean isEnded;

  private StandaloneCluster(
      Path home, List<Path> classPath, Map<String, String> security, int port, boolean isAside) {
    this.home = home;
    this.classPath = List.copyOf(classPath);
    this.security = Map.copyOf(security);
    this.url = "spark://%s:%d".formatted(WorkerSpec.LOCALHOST, port);
    this.isAside = isAside;
  }

  /**
   * Starts a master.
   *
   * @param home an empty folder for work and logs
   * @param classPath Spark, and what executors need beside it
   * @param security settings of Spark that master, workers and applications must share: secret,
   *     encryption
   */
  public static StandaloneCluster start(
      Path home, List<Path> classPath, Map<String, String> security)
      throws IOException, InterruptedException {
    return begin(new StandaloneCluster(home, classPath, security, freePort(), false));
  }

  /**
   * Starts a master, with Spark and Bellows as this JVM has them, in a folder of its own: it is
   * deleted when the cluster ends.
   *
   * @param security as above
   */
  public static StandaloneCluster startAside(Map<String, String> security)
      throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("bellows-cluster-");
    return begin(new StandaloneCluster(home, classPath(), security, freePort(), true));
  }

  /** Starts a master that trusts everyone. */
  public static StandaloneCluster start(Path home, List<Path> classPath)
      throws IOException, InterruptedException {
    return start(home, classPath, Map.of());
  }

  /** Starts a master, with Spark and Bellows as this JVM has them. */
  public static StandaloneCluster start(Path home, Map<String, String> security)
      throws IOException, InterruptedException {
    return start(home, classPath(), security);
  }

  private static StandaloneCluster begin(StandaloneCluster cluster)
      throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(cluster.atExit);
    try {
      cluster.startMaster();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void startMaster() throws IOException, InterruptedException {
    // Spark looks for its jars there; ours are on the class path, in the order of this JVM.
    Files.createDirectories(home.resolve("jars"));
    Path settings = Files.createDirectories(home.resolve("conf")).resolve("spark-defaults.conf");
    List<String> lines = new ArrayList<>();
    lines.add("spark.master.rest.enabled false"); // which knows no secret, and is not used
    security.forEach((key, value) -> lines.add(key + " " + value));
    Files.write(settings, lines);
    String port = "" + URI.create(url).getPort();
    launch(
            jvm("org.apache.spark.deploy.master.Master")
                .arguments("--host", WorkerSpec.LOCALHOST, "--port", port)
                .arguments("--webui-port", "0"))
        .awaitText("I have been elected leader", Condition.BOUND);
  }

  // Spark-submit leaves Bellows to a class loader.
  private static List<Path> classPath() {
    try {
      Path own =
          Path.of(
              StandaloneCluster.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<Path> entries = new ArrayList<>(List.of(own));
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
          .map(Path::of)
          .filter(entry -> !entry.equals(own))
          .forEach(entries::add);
      return entries;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Cannot find the jar of Bellows", e);
    }
  }

  /** The master's, as {@code spark.master} has it. */
  public String url() {
    return url;
  }

  /** What an application has to set so that its executors come to be here. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.putAll(security);
    settings.put("spark.master", url);
    settings.put("spark.driver.host", WorkerSpec.LOCALHOST);
    settings.put("spark.driver.bindAddress", WorkerSpec.LOCALHOST);
    settings.put(
        "spark.executor.extraClassPath",
        classPath.stream().map(Path::toString).collect(Collectors.joining(":")));
    return settings;
  }

  /** A JVM with the cluster's Spark, not started yet, that is the caller's to end. */
  public ChildJvm.Builder jvm(String main) {
    return ChildJvm.of(main)
        .classPath(classPath.toArray(Path[]::new))
        .directory(home)
        .environment("SPARK_HOME", home.toString())
        .environment("SPARK_CONF_DIR", home.resolve("conf").toString())
        .environment("SPARK_SCALA_VERSION", "2.13")
        .environment("SPARK_LOCAL_IP", WorkerSpec.LOCALHOST)
        .property("log4j2.configurationFile", LOGGING)
        .heap("512m");
  }

  /** Adds workers, and waits until the master knows them. */
  public void addWorkers(List<WorkerSpec> specs) throws IOException, InterruptedException {
    List<Worker> added = new ArrayList<>();
    for (WorkerSpec spec : specs) {
      added.add(launch(spec));
    }
    for (Worker worker : added) {
      worker.process().awaitText("Successfully registered with master", Condition.BOUND);
    }
  }

  /** Adds a worker, and waits until the master knows it. */
  public void addWorker(WorkerSpec spec) throws IOException, InterruptedException {
    addWorkers(List.of(spec));
  }

  private synchronized Worker launch(WorkerSpec spec) throws IOException {
    Path folder = Files.createDirectory(home.resolve("worker-" + started++));
    Path blocks = Files.createDirectory(folder.resolve("blocks"));
    ChildJvm.Builder builder =
        jvm("org.apache.spark.deploy.worker.Worker")
            .environment("SPARK_LOCAL_DIRS", blocks.toString())
            .arguments("--host", spec.host(), "--cores", "" + spec.cores(), "--memory", "8g")
            .arguments("--webui-port", "0", "--work-dir", folder.resolve("work").toString(), url);
    spec.environment().forEach(builder::environment);
    Worker worker = new Worker(spec, launch(builder), blocks);
    workers.add(worker);
    return worker;
  }

  private synchronized ChildJvm launch(ChildJvm.Builder builder) throws IOException {
    if (isEnded) {
      throw new IllegalStateException("Cannot start a process: the cluster has ended");
    }
    ChildJvm process = builder.start();
    processes.add(process);
    return process;
  }

  /** Ends workers and adds others, until there are those of {@code specs}. */
  void bringTo(List<WorkerSpec> specs) throws IOException, InterruptedException {
    List<WorkerSpec> lacking = new ArrayList<>(specs);
    for (Worker worker : workers()) {
      if (!lacking.remove(worker.spec())) {
        worker.destroy();
      }
    }
    addWorkers(lacking);
  }

  /** The workers that live. */
  synchronized List<Worker> workers() {
    workers.removeIf(worker -> !worker.isAlive());
    return List.copyOf(workers);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Ends all processes, and the executors that they started. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This JVM is about to end, and has come here before.
    }
  }

  private synchronized void end() {
    if (isEnded) {
      return;
    }
    isEnded = true;
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).close();
    }
    if (isAside) {
      try {
        Folders.delete(home);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
