package dev.bellows.job;

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
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bad row that an executor finds ends the driver with one message and status 3. */
@Tag("system")
class BadRowsIT {
  @TempDir private Path folder;

  @Test
  void anExecutorsMessageReachesTheUser() throws IOException, InterruptedException {
    Path table = Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n3,4\nmuch,6\n");
    Path spec =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: bad
            data:
              source: {format: csv, path: %s}
              label: {column: y}
              features: {numeric: [x]}
            network:
              - dense: {units: 1}
            loss: mse
            output: %s
            """
                .formatted(table, folder.resolve("out")));
    try (StandaloneCluster cluster =
        StandaloneCluster.start(
            Files.createDirectory(folder.resolve("spark")), Installation.spark())) {
      cluster.addWorker(WorkerSpec.ofCores(1));
      ChildJvm.Result result =
          SparkSubmit.bellows(cluster, folder, Duration.ofMinutes(10), "train", spec.toString());
      assertThat(result.status()).as(result.toString()).isEqualTo(3);
      List<String> told =
          result.errors().lines().filter(line -> line.startsWith("bellows: Invalid")).toList();
      assertThat(told)
          .containsExactly(
              "bellows: Invalid number: 'much' in column x, %s line 4: name the column categorical, list the text under missing-values, or set bad-rows: drop"
                  .formatted(table));
      assertThat(folder.resolve("out").resolve("manifest.json")).doesNotExist();
    }
  }
}
