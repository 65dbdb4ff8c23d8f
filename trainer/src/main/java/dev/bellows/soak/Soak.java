package dev.bellows.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
  private Application application; // the one that lives

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
    return new Soak(folder, StandaloneCluster.start(home, Map.of()), logLevel);
  }

  /** The names of the faults that there are. */
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
    Fault chosen = Faults.of(fault);
    Path own = Files.createDirectory(folder.resolve("trial-" + trials++));
    Outcome outcome;
    try {
      outcome = new Trial(cluster, application(chosen.needs()), own, chosen, seed, reference).run();
    } catch (IllegalStateException e) {
      outcome = Outcome.notBegun(fault, seed, e.getMessage());
    }
    if (outcome.end() == Outcome.End.FAILED) {
      endApplication(); // whose state would be to blame for what comes next
    }
    return outcome;
  }

  private Application application(Needs needs) {
    if (application == null || !application.serves(needs.spark())) {
      endApplication();
      application = new Application(cluster, needs.spark(), logLevel);
    }
    return application;
  }

  private void endApplication() {
    if (application != null) {
      application.close();
      application = null;
    }
  }

  @Override
  public void close() {
    try {
      endApplication();
    } finally {
      cluster.close();
    }
  }
}
