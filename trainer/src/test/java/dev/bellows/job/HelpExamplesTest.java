package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.soak.ChildJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples in the help of all commands, as they stand there. */
class HelpExamplesTest {
  @TempDir Path folder;

  /** Runs them one after the other, and ends with the number of those that failed. */
  static final class Examples {
    public static void main(String[] args) {
      PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      List<List<String>> examples =
          Main.examples().stream()
              // Some examples read what these write.
              .sorted(Comparator.comparing(example -> !example.get(0).equals("generate")))
              .toList();
      int failed = 0;
      for (List<String> example : examples) {
        out.println("$ bellows " + String.join(" ", example));
        int status = Main.run(out, out, example.toArray(String[]::new));
        out.println("-> " + status);
        failed += status == 0 ? 0 : 1;
      }
      System.exit(failed);
    }
  }

  @Test
  void everyExampleRuns() throws IOException, InterruptedException {
    Files.createSymbolicLink(folder.resolve("jobs"), JobsTest.JOBS);
    try (ChildJvm jvm =
        ChildJvm.of(Examples.class)
            .heap("1g")
            .property("spark.master", "local[2]")
            .directory(folder)
            .start()) {
      ChildJvm.Result result = jvm.await(Duration.ofMinutes(20));

      assertThat(result.status()).as(result.toString()).isZero();
      assertThat(result.output().lines().filter(line -> line.startsWith("$ bellows")))
          .hasSameSizeAs(Main.examples())
          .hasSizeGreaterThanOrEqualTo(12);
      assertThat(folder.resolve("runs/churn/manifest.json")).isRegularFile();
      assertThat(result.output()).contains("as measured in cost.json:");
      JsonNode cost = new ObjectMapper().readTree(folder.resolve("cost.json").toFile());
      assertThat(cost.at("/points/0/executors").asInt()).isEqualTo(1);
      assertThat(cost.get("points")).hasSize(8); // of which one size is held out
      assertThat(cost.get("points"))
          .allMatch(point -> point.at("/millis/median").asDouble() > 0)
          .filteredOn(point -> point.get("is_held_out").asBoolean())
          .hasSize(2);
      assertThat(CostReport.model(folder.resolve("cost.json")).millis(2, 1e6)).isPositive();
    }
  }
}
