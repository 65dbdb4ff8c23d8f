package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.soak.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "evaluate",
        "predict",
        "generate",
        "check",
        "inspect",
        "status",
        "doctor",
        "bench",
        "cost",
        "soak"
      })
  void everyCommandHelpsWithAnExample(String command) {
    Bellows help = Bellows.run(command, "--help");

    assertThat(help.status()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .startsWith("Usage: bellows " + command)
        .contains("Exit status:", "  bellows " + command + " ");
    assertThat(help.out()).containsPattern("Examples?:\n  bellows " + command);
    assertThat(Main.examples()).anyMatch(example -> example.get(0).equals(command));
  }

  @Test
  void helpListsEveryCommand() {
    Bellows help = Bellows.run("--help");

    assertThat(help.status()).isZero();
    assertThat(help.out())
        .contains(
            "train",
            "evaluate",
            "explain",
            "predict",
            "generate",
            "check",
            "inspect",
            "status",
            "doctor",
            "bench",
            "cost",
            "soak")
        .contains("  bellows doctor");
    assertThat(Bellows.run("--version").out()).startsWith("bellows ");
  }

  @Test
  void aWrongCommandLineIsStatusTwo() {
    assertThat(Bellows.run())
        .isEqualTo(
            new Bellows(
                2,
                "",
                "bellows: Missing command: must be one of train, evaluate, explain, predict, generate, list, check, inspect, status, doctor, bench, cost, soak\nTry 'bellows --help'.\n"));
    assertThat(Bellows.run("trian").err())
        .contains("'trian'", "bellows train")
        .doesNotContain("\tat ");
    assertThat(Bellows.run("trian").status()).isEqualTo(2);
    assertThat(Bellows.run("check"))
        .isEqualTo(
            new Bellows(
                2,
                "",
                "bellows: Missing required parameter: 'SPEC'\nTry 'bellows check --help'.\n"));
    assertThat(Bellows.run("check", "a", "--sett", "b").err())
        .startsWith("bellows: Unknown options: '--sett', 'b'\nPossible solutions: --set");
  }

  @Test
  void aWrongSpecIsStatusTwoWithALineForEachError() {
    Path spec = Specs.write(folder, Specs.SMALLEST + "seed: x\nepochs: 3\n");

    assertThat(Bellows.run("train", spec.toString()))
        .isEqualTo(
            new Bellows(
                2,
                "",
                """
                bellows: Invalid seed: x (%1$s line 7): must be a whole number ≥ 0
                bellows: Unknown field epochs (%1$s line 8): did you mean training.epochs?
                """
                    .formatted(spec)));
  }

  @Test
  void aTraceIsShownOnlyToWhomItHelps() {
    Path spec = Specs.write(folder, Specs.SMALLEST + "seed: x\n");

    assertThat(Bellows.run("check", spec.toString()).err()).doesNotContain("\tat dev.bellows");
    assertThat(Bellows.run("check", spec.toString(), "--debug").err())
        .contains("bellows: Invalid seed: x", "\tat dev.bellows");
    assertThat(Bellows.run("--debug", "check", spec.toString()).err()).contains("\tat dev.bellows");
  }

  @Test
  void theEnvironmentAsksForTracesToo() throws Exception {
    Path spec = Specs.write(folder, Specs.SMALLEST + "seed: x\n");
    try (ChildJvm jvm =
        ChildJvm.of(Main.class)
            .environment("BELLOWS_DEBUG", "1")
            .arguments("train", spec.toString())
            .start()) {
      ChildJvm.Result result = jvm.await(Duration.ofMinutes(5));

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.output()).isEmpty();
      assertThat(result.errors())
          .contains("bellows: Invalid seed: x (" + spec + " line 7): must be a whole number ≥ 0\n")
          .contains("\tat dev.bellows.job.")
          .doesNotContain("SparkContext");
    }
  }

  @Test
  void aProcessEndsAsItsStarterUnderstands() {
    List<Integer> exits = new ArrayList<>();

    Farewell.end(0, property -> null, exits::add);
    assertThat(exits).isEmpty();
    Farewell.end(3, property -> null, exits::add);
    Farewell.end(
        2, Map.of("spark.master", "yarn", "spark.submit.deployMode", "client")::get, exits::add);
    Farewell.end(
        4,
        Map.of("spark.master", "k8s://api", "spark.submit.deployMode", "cluster")::get,
        exits::add);
    assertThat(exits).containsExactly(3, 2, 4);

    Map<String, String> yarn = Map.of("spark.master", "yarn", "spark.submit.deployMode", "cluster");
    Farewell.end(0, yarn::get, exits::add);
    assertThatThrownBy(() -> Farewell.end(2, yarn::get, exits::add))
        .isInstanceOf(Farewell.Failed.class)
        .hasMessage("bellows ended with status 2")
        .extracting(Throwable::getStackTrace)
        .isEqualTo(new StackTraceElement[0]);
    assertThat(exits).hasSize(3);
  }

  @Test
  void logsAreOneLine() {
    LogRecord info = new LogRecord(Level.INFO, "{0} rows");
    info.setParameters(new Object[] {7});

    assertThat(new Logging.OneLine().format(info))
        .isEqualTo("bellows: 7 rows" + System.lineSeparator());
    assertThat(new Logging.OneLine().format(new LogRecord(Level.WARNING, "slow")))
        .isEqualTo("bellows: Warning: slow" + System.lineSeparator());
  }
}
