package dev.bellows.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings come to the same weights on real processes, whatever happens to these. */
@Tag("system")
class SoakIT {
  private static final Duration BOUND = Duration.ofMinutes(45);
  private static final List<Fault> FAULTS = Faults.ALL;

  @TempDir static Path folder;
  private static ChildJvm.Result result;
  private static JsonNode report;

  /** All faults in one run, on one cluster. */
  @BeforeAll
  static void soak() throws IOException, InterruptedException {
    Path json = folder.resolve("soak.json");
    try (ChildJvm jvm =
        Installation.bellows("soak", "--json", json.toString())
            .heap("1g")
            .directory(folder)
            .start()) {
      result = jvm.await(BOUND);
    }
    assertThat(json).as(result.toString()).exists();
    report = new ObjectMapper().readTree(Files.readString(json));
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void endsAsItHasTo(Fault fault) {
    assertThat(outcome(fault.name()).get("end").asText())
        .as(result.toString())
        .isEqualTo(fault.complaint() == null ? "SAME_BITS" : "NAMED_REASON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "nothing-on-four",
        "executors-added",
        "decommissioned",
        "concurrent-job"
      })
  void whoComesOrGoesBetweenTwoStepsCostsNone(String name) {
    assertThat(outcome(name).get("losses")).isEmpty();
    assertThat(outcome(name).get("steps_repeated").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"executor-killed", "machine-lost", "machine-frozen", "task-failed"})
  void whatIsLostIsRepeated(String name) {
    assertThat(outcome(name).get("losses")).isNotEmpty();
    assertThat(outcome(name).get("steps_repeated").asInt()).isPositive();
  }

  @Test
  void whoIsLateIsNamedWithItsLog() {
    assertThat(outcome("executor-late").get("message").asText())
        .matches(
            "Cannot go on: step \\d+ is not done within step-timeout, 20 s; late, with step \\d+ as "
                + "the last one done: executor \\d+ on 127\\.0\\.0\\.1:\\d+ \\(http://.+stderr.*\\)");
  }

  @Test
  void whatStoppedSparkIsNamed() {
    assertThat(outcome("spark-stopped").get("message").asText())
        .matches("Cannot go on: Spark has stopped(: .*(shut down|is lost).*)?");
  }

  @Test
  void allSurvived() {
    assertThat(result.status()).as(result.toString()).isZero();
    assertThat(report.get("faults"))
        .hasSameSizeAs(FAULTS)
        .allSatisfy(fault -> assertThat(fault.get("survived")).isEqualTo(fault.get("injected")));
  }

  private static JsonNode outcome(String fault) {
    for (JsonNode trial : report.get("trials")) {
      if (trial.get("fault").asText().equals(fault)) {
        return trial;
      }
    }
    throw new AssertionError("no trial of " + fault);
  }
}
