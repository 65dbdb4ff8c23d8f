package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.soak.ChildJvm;
import dev.bellows.testing.Installation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million rows in the heap of a laptop. */
@Tag("system")
class MillionRowsIT {
  @TempDir Path folder;

  @Test
  void trainWithinTwoGibibytesAndTellWhereTheTimeGoes() throws Exception {
    try (ChildJvm jvm =
        Installation.bellows(
                "train",
                Path.of("../jobs/churn.yaml").toAbsolutePath().toString(),
                "--set",
                "data.source.rows=1000000",
                "--set",
                "training.epochs=2",
                "--set",
                "training.batch-size=1024",
                "--master",
                "local[2]")
            .heap("2g")
            .directory(folder)
            .start()) {
      ChildJvm.Result result = jvm.await(Duration.ofMinutes(10));
      assertThat(result.status()).as(result.toString()).isZero();
      assertThat(result.output())
          .containsPattern("\\d{3},\\d{3} rows for training, \\d{3},\\d{3} for validation")
          .containsPattern(
              "load \\d+\\.\\d s, shuffle \\d+\\.\\d s, fit \\d+\\.\\d s, encode \\d+\\.\\d s")
          .containsPattern("after 2 epochs and \\d+\\.\\d s of training: validation loss 0\\.4");
    }
  }
}
