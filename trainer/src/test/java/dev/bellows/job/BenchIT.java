package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.soak.ChildJvm;
import dev.bellows.testing.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes that a benchmark starts. */
@Tag("system")
class BenchIT {
  private static final Duration BOUND = Duration.ofMinutes(10);
  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;

  @Test
  void nothingIsLeftOfABenchmarkThatIsTerminated() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    try (ChildJvm bench =
        Installation.bellows(
                "bench --engine rounds --executors 2 --case tiny --warm-up 600".split(" "))
            .heap("1g")
            .property("java.io.tmpdir", temporary.toString())
            .directory(folder)
            .start()) {
      bench.awaitText("2 executors", BOUND);
      List<ProcessHandle> family = bench.handle().descendants().toList();
      assertThat(family).as("a master, workers and executors").hasSize(5);

      bench.handle().destroy();

      ChildJvm.Result result = bench.await(BOUND);
      assertThat(result.status()).as(result.toString()).isEqualTo(TERMINATED);
      for (ProcessHandle process : family) {
        process.onExit().get(BOUND.toSeconds(), TimeUnit.SECONDS);
      }
      assertThat(temporary).isEmptyDirectory();
    }
  }
}
