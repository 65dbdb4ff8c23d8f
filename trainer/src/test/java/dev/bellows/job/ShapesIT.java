package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pictures in a folder for each class are told apart. */
@Tag("system")
@ExtendWith(SparkExtension.class)
class ShapesIT {
  private static final String JOB = JobsTest.JOBS.resolve("shapes-images.yaml").toString();

  @TempDir Path folder;

  @Test
  void aSmallConvolutionalNetworkTellsShapesApart(SparkSession spark) throws IOException {
    String pictures = folder.resolve("shapes").toString();
    String run = folder.resolve("run").toString();
    succeed("generate", "shapes", "--rows", "800", "--format", "images", "--out", pictures);
    succeed(
        "train",
        JOB,
        "--set",
        "data.source.path=" + pictures,
        "--set",
        "engine=local",
        "--out",
        run);
    assertThat(
            new ObjectMapper()
                .readTree(Files.readString(Path.of(run, "manifest.json")))
                .at("/validation/accuracy")
                .asDouble())
        .isGreaterThanOrEqualTo(0.95);
  }

  private static void succeed(String... words) {
    Bellows bellows = Bellows.run(words);
    assertThat(bellows.status()).as(bellows.toString()).isZero();
  }
}
