package dev.bellows.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Trainings come to the same weights on real processes, whatever happens to these. */
@Tag("system")
class SoakIT {
  private static final Duration BOUND = Duration.ofMinutes(15);

  @TempDir static Path folder;
  private static final List<String> SURVIVED =
      List.of(
          "nothing",
          "nothing-on-four",
          "executor-killed",
          "machine-lost",
          "executors-added",
          "all-lost");

  private static JsonNode report;
  private static String console;

  /** All in one run, which starts a cluster for all. */
  @BeforeAll
  static void soak() throws IOException, InterruptedException {
    Path json = folder.resolve("soak.json");
    List<String> words = new ArrayList<>(List.of("soak", "--json", json.toString()));
    SURVIVED.forEach(fault -> words.addAll(List.of("--fault", fault)));
    try (ChildJvm jvm =
        Installation.bellows(words.toArray(String[]::new)).heap("1g").directory(folder).start()) {
      console = jvm.await(BOUND).toString();
    }
    assertThat(json).as(console).exists();
    report = new ObjectMapper().readTree(Files.readString(json));
  }

  @ParameterizedTest
  @FieldSource("SURVIVED")
  void endsWithTheSameBits(String fault) {
    assertThat(end(fault)).as(console).isEqualTo("SAME_BITS");
  }

  private static String end(String fault) {
    for (JsonNode trial : report.get("trials")) {
      if (trial.get("fault").asText().equals(fault)) {
        return trial.get("end").asText();
      }
    }
    throw new AssertionError("no trial of " + fault);
  }
}
