package dev.bellows.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Trainings under faults, one after the other, on a cluster of processes that lasts for all of
 * them.
 */
public final class Soak implements AutoCloseable {
  private final Path folder;
  private final StandaloneCluster cluster;
  private final String logLevel;
  private final Reference reference = new Reference();
  private int trials;

  private Soak(Path folder, StandaloneCluster cluster, String logLevel) {
    this.folder = folder;
    this.cluster = cluster;
    this.logLevel = logLevel;
  }

  /**
   * Starts the cluster.
   *
   * @param folder an empty one, for all that its processes write
   * @param logLevel of Spark in this JVM
   */
  public static Soak begin(Path folder, String logLevel) throws IOException, InterruptedException {
    Path home = Files.createDirectory(folder.resolve("cluster"));
    return new Soak(folder, StandaloneCluster.start(home), logLevel);
  }

  /** The names of the faults there are, and what happens. */
  public static List<String> faults() {
    return Faults.ALL.stream().map(Fault::name).toList();
  }

  /** What happens in the fault of this name. */
  public static String description(String fault) {
    return Faults.of(fault).description();
  }

  /**
   * Trains under a fault.
   *
   * @param seed decides when and whom it strikes
   */
  public Outcome run(String fault, long seed) throws IOException, InterruptedException {
    Path own = Files.createDirectory(folder.resolve("trial-" + trials++));
    return new Trial(cluster, own, Faults.of(fault), seed, reference).run(logLevel);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
