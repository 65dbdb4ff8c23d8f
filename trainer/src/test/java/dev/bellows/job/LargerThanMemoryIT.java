package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.data.CounterRandom;
import dev.bellows.soak.ChildJvm;
import dev.bellows.soak.StandaloneCluster;
import dev.bellows.soak.WorkerSpec;
import dev.bellows.testing.Installation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four gibibytes of encoded rows: two executors of half a gibibyte train from their disks, and come
 * to the same weights as one process whose memory holds all.
 */
@Tag("system")
class LargerThanMemoryIT {
  private static final Duration RUN = Duration.ofMinutes(10);
  private static final int ROWS = 262_144;
  private static final int COLUMNS = 8;
  private static final int CATEGORIES = 512; // 4,096 inputs: 16 KiB a row
  private static final String SPEC =
      """
      name: larger-than-memory
      data:
        source: {format: csv, path: %s}
        label: {column: y}
        features: {scaling: none}
        validation: {fraction: 0.02}
      network:
        - dense: {units: 4, activation: relu}
        - dense: {units: 1}
      loss: mse
      optimizer: {name: sgd, learning-rate: 0.1}
      training: {batch-size: 4096, epochs: 1}
      engine: rounds
      shards: 16
      seed: 1
      output: %s
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("rows.csv"))) {
      for (int column = 0; column < COLUMNS; column++) {
        out.write("c" + column + ",");
      }
      out.write("y\n");
      long key = CounterRandom.key(1);
      for (int row = 0; row < ROWS; row++) {
        double sum = 0;
        for (int column = 0; column < COLUMNS; column++) {
          int category =
              (int) (CATEGORIES * CounterRandom.uniform(key, (long) row * COLUMNS + column));
          sum += category % 7;
          out.write("k" + category + ",");
        }
        out.write(sum + "\n");
      }
    }
  }

  @Test
  void trainFromDiskAndGetTheSameBits() throws Exception {
    ChildJvm.Result cluster = onTwoSmallExecutors();
    assertThat(cluster.status()).as(cluster.toString()).isZero();
    assertThat(cluster.output())
        .containsPattern("[34],\\d{3}\\.\\d MiB of rows are read from disks");

    ChildJvm.Result memory = inMemory();
    assertThat(memory.status()).as(memory.toString()).isZero();
    assertThat(memory.output()).doesNotContain("are read from disks");

    JsonNode expected = manifest("memory");
    JsonNode actual = manifest("cluster");
    assertThat(expected.get("steps").asInt()).isEqualTo(63);
    assertThat(actual.get("weights_sha256")).isEqualTo(expected.get("weights_sha256"));
    assertThat(actual.get("validation")).isEqualTo(expected.get("validation"));
  }

  private static ChildJvm.Result onTwoSmallExecutors() throws Exception {
    List<Path> jars = new ArrayList<>(List.of(Installation.jar()));
    jars.addAll(Installation.spark());
    try (StandaloneCluster cluster =
        StandaloneCluster.start(Files.createDirectory(folder.resolve("spark")), jars)) {
      cluster.addWorkers(List.of(WorkerSpec.ofCores(1), WorkerSpec.ofCores(1)));
      List<String> arguments = new ArrayList<>(List.of("train", spec("cluster")));
      cluster
          .settings()
          .forEach((key, value) -> arguments.addAll(List.of("--conf", key + "=" + value)));
      arguments.addAll(List.of("--conf", "spark.executor.memory=512m"));
      try (ChildJvm driver =
          cluster
              .jvm("dev.bellows.job.Main")
              .heap("1g")
              .directory(folder)
              .arguments(arguments.toArray(String[]::new))
              .start()) {
        return driver.await(RUN);
      }
    }
  }

  private static ChildJvm.Result inMemory() throws Exception {
    try (ChildJvm jvm =
        Installation.bellows("train", spec("memory"), "--master", "local[2]")
            .heap("9g")
            .directory(folder)
            .start()) {
      return jvm.await(RUN);
    }
  }

  private static String spec(String name) throws IOException {
    return Files.writeString(
            folder.resolve(name + ".yaml"),
            SPEC.formatted(folder.resolve("rows.csv"), folder.resolve("run-" + name)))
        .toString();
  }

  private static JsonNode manifest(String name) throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(folder.resolve("run-" + name).resolve("manifest.json")));
  }
}
