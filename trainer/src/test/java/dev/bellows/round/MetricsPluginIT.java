package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.soak.ChildJvm;
import dev.bellows.soak.StandaloneCluster;
import dev.bellows.soak.WorkerSpec;
import dev.bellows.testing.Installation;
import dev.bellows.testing.SparkSubmit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the plugin on, what rounds do comes out of a sink of Spark's. */
@Tag("system")
class MetricsPluginIT {
  private static final Duration BOUND = Duration.ofMinutes(10);
  private static final String SINK = "spark.metrics.conf.driver.sink.csv.";

  @TempDir private Path folder;

  @Test
  void stepsOfOneProcessAreCounted() throws IOException, InterruptedException {
    try (ChildJvm jvm =
        Installation.bellows(train("--master", "local[2]")).heap("1g").directory(folder).start()) {
      ChildJvm.Result result = jvm.await(BOUND);
      assertThat(result.status()).as(result.toString()).isZero();
    }

    assertThat(last("executor.driver.compute")).isEqualTo(steps());
  }

  @Test
  void stepsOfExecutorsAreCounted() throws IOException, InterruptedException {
    try (StandaloneCluster cluster =
        StandaloneCluster.start(
            Files.createDirectory(folder.resolve("spark")), Installation.spark())) {
      cluster.addWorker(WorkerSpec.ofCores(1));
      cluster.addWorker(WorkerSpec.ofCores(1));
      String[] bothInEveryStep = {
        "--conf",
        "spark.scheduler.minRegisteredResourcesRatio=1",
        "--conf",
        "spark.scheduler.maxRegisteredResourcesWaitingTime=120s"
      };
      ChildJvm.Result result = SparkSubmit.bellows(cluster, folder, BOUND, train(bothInEveryStep));
      assertThat(result.status()).as(result.toString()).isZero();
    }

    long steps = steps();
    for (String executor : List.of("executor.0.", "executor.1.")) {
      assertThat(last(executor + "compute")).isEqualTo(steps);
      assertThat(last(executor + "wait")).isEqualTo(steps);
      // Of each of 51 parameters, a step brings a float and takes away no less.
      assertThat(last(executor + "received")).isGreaterThanOrEqualTo(steps * 51 * Float.BYTES);
      assertThat(last(executor + "sent")).isGreaterThanOrEqualTo(steps * 51 * Float.BYTES);
    }
  }

  /** The command line of a training with the plugin on. */
  private String[] train(String... settings) throws IOException {
    Path sink = Files.createDirectory(folder.resolve("metrics"));
    Path spec =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: spirals
            data:
              source: {format: generator, name: spirals, rows: 400, classes: 3}
              label: {column: label, kind: class}
              validation: {fraction: 0.2}
            network:
              - dense: {units: 8, activation: tanh}
              - dense: {units: 3, activation: softmax}
            optimizer: adam
            training: {batch-size: 20, epochs: 30}
            shards: 2
            output: %s
            """
                .formatted(folder.resolve("out")));
    List<String> words = new ArrayList<>(List.of("train", spec.toString()));
    words.addAll(List.of("--conf", "spark.plugins=" + MetricsPlugin.class.getName()));
    words.addAll(List.of("--conf", SINK + "class=org.apache.spark.metrics.sink.CsvSink"));
    words.addAll(List.of("--conf", SINK + "directory=" + sink));
    words.addAll(List.of(settings));
    return words.toArray(String[]::new);
  }

  private long steps() throws IOException {
    long steps = last("steps");
    assertThat(steps).isBetween(30 * 14L, 30 * 18L); // ⌈rows / 20⌉ in each of 30 epochs
    assertThat(last("deals")).isPositive();
    return steps;
  }

  /** The last count of a metric: behind the time, the first number. */
  private long last(String metric) throws IOException {
    Path sink = folder.resolve("metrics");
    try (Stream<Path> files = Files.list(sink)) {
      List<Path> found =
          files.filter(file -> file.toString().endsWith("." + metric + ".csv")).toList();
      assertThat(found).as(metric + " in " + sink).hasSize(1);
      List<String> lines = Files.readAllLines(found.get(0));
      return Long.parseLong(lines.get(lines.size() - 1).split(",")[1]);
    }
  }
}
