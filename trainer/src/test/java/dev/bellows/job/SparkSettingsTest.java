package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SparkSettingsTest {
  private static SparkOptions options(String... words) {
    return CommandLine.populateCommand(new SparkOptions(), words);
  }

  private static Map<String, String> settings(Map<String, String> given, String... words) {
    return SparkSettings.of(options(words), "bellows x", given::get);
  }

  @Test
  void oneMachineNeedsNoNetworkAndNoPage() {
    assertThat(settings(Map.of()))
        .containsEntry("spark.master", "local[*]")
        .containsEntry("spark.app.name", "bellows x")
        .containsEntry("spark.ui.enabled", "false")
        .containsEntry("spark.driver.host", "127.0.0.1")
        .containsEntry("spark.ui.showConsoleProgress", "false")
        .containsKey("spark.sql.shuffle.partitions");
  }

  @Test
  void theCommandLineGoesBeforeDefaults() {
    assertThat(
            settings(
                Map.of(),
                "--master",
                "local[2]",
                "--conf",
                "spark.ui.enabled=true",
                "--conf",
                "spark.driver.extraJavaOptions=-Da=b"))
        .containsEntry("spark.master", "local[2]")
        .containsEntry("spark.ui.enabled", "true")
        .containsEntry("spark.driver.extraJavaOptions", "-Da=b");
  }

  @Test
  void aClusterIsLeftAsItIs() {
    assertThat(settings(Map.of(), "--master", "spark://host:7077"))
        .containsOnlyKeys(
            "spark.master",
            "spark.app.name",
            "spark.ui.showConsoleProgress",
            "spark.serializer.objectStreamReset",
            "spark.network.maxRemoteBlockSizeFetchToMem");
  }

  @Test
  void sparkSubmitGoesBeforeTheCommandLine() {
    assertThat(
            settings(
                Map.of("spark.master", "yarn", "spark.app.name", "nightly", "spark.a", "1"),
                "--master",
                "local[2]",
                "--conf",
                "spark.a=2",
                "--conf",
                "spark.b=3"))
        .containsEntry("spark.b", "3")
        .doesNotContainKeys("spark.a", "spark.master", "spark.app.name");
  }
}
