package dev.bellows.testing;

import dev.bellows.soak.ChildJvm;
import dev.bellows.soak.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The jar, handed to {@code spark-submit} as users do. */
public final class SparkSubmit {
  private SparkSubmit() {}

  /**
   * Runs the command line with {@code arguments} on {@code cluster}, in client mode.
   *
   * @param directory the working folder
   */
  public static ChildJvm.Result bellows(
      StandaloneCluster cluster, Path directory, Duration atMost, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    cluster.settings().forEach((key, value) -> all.addAll(List.of("--conf", key + "=" + value)));
    all.addAll(List.of("--conf", "spark.executor.memory=768m"));
    all.addAll(List.of("--class", "dev.bellows.job.Main", Installation.jar().toString()));
    all.addAll(List.of(arguments));
    try (ChildJvm submit =
        cluster
            .jvm("org.apache.spark.deploy.SparkSubmit")
            .heap("1g")
            .directory(directory)
            .arguments(all.toArray(String[]::new))
            .start()) {
      return submit.await(atMost);
    }
  }
}
