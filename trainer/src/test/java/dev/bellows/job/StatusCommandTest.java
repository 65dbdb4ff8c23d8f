package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCommandTest {
  private static final String METRICS =
      """
      {"event":"step","step":7,"epoch":0,"loss":0.7}
      {"event":"epoch","epoch":0,"step":9,"loss":0.6,"validation":{"loss":0.65,"auc":0.75}}
      {"event":"epoch","epoch":1,"step":18,"loss":0.5,"validation":{"loss":0.55,"auc":0.85}}
      {"event":"step","step":21,"epoch":2,"loss":0.4}
      """;

  @TempDir Path folder;

  private void metrics(String text, int ageSeconds) throws IOException {
    Path file = Files.writeString(folder.resolve("metrics.jsonl"), text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(ageSeconds)));
  }

  private String status() {
    Bellows status = Bellows.run("status", folder.toString());
    assertThat(status.status()).as(status.err()).isZero();
    return status.out().replace(folder.toString(), "run");
  }

  @ParameterizedTest
  @CsvSource({"600, 10 min", "10801, 3 h", "259201, 3 days"})
  void aRunWithoutAManifestIsUnfinished(int ageSeconds, String age) throws IOException {
    metrics(METRICS, ageSeconds);

    assertThat(status())
        .isEqualTo(
            """
            run: unfinished after 2 epochs, 21 steps; last written to %s ago
            loss 0.5
            validation loss 0.55
            validation auc 0.85
            """
                .formatted(age)
                .replace("0.5\n", "0.5000\n")
                .replace("0.55\n", "0.5500\n")
                .replace("0.85\n", "0.8500\n"));
  }

  @Test
  void aLineThatIsStillBeingWrittenIsPassedOver() throws IOException {
    metrics(METRICS + "{\"event\":\"epo", 0);

    assertThat(status()).startsWith("run: unfinished after 2 epochs, 21 steps; last written to ");
  }

  @Test
  void theManifestHasTheLastWord() throws IOException {
    metrics(METRICS, 9000);
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"status": "early-stopped", "epochs": 3, "steps": 27, "validation": {"loss": 0.5, "auc": null}}
        """);

    assertThat(status()).startsWith("run: early-stopped after 3 epochs, 27 steps; ended ");
    JsonNode json =
        new ObjectMapper().readTree(Bellows.run("status", folder.toString(), "--json").out());
    assertThat(json.get("state").asText()).isEqualTo("early-stopped");
    assertThat(json.get("steps").asInt()).isEqualTo(27);
    assertThat(json.at("/validation/loss").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/validation/auc").isNull()).isTrue();
    assertThat(json.get("age_seconds").asLong()).isBetween(0L, 600L);
  }

  @Test
  void aRunThatHasJustBegunHasNoMetrics() throws IOException {
    metrics("", 0);

    assertThat(RunState.read(folder.toString(), new Configuration(), 0))
        .isEqualTo(new RunState("unfinished", 0, 0, null, null, 0));
  }

  @Test
  void aFolderWithoutARunIsBadData() {
    assertThat(Bellows.run("status", folder.toString()))
        .isEqualTo(
            new Bellows(
                3,
                "",
                "bellows: Cannot find a run in %s: there is neither manifest.json nor metrics.jsonl\n"
                    .formatted(folder)));
  }
}
