package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.soak.Soak;
import dev.bellows.testing.SparkExtension;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoakCommandTest {
  @Test
  void helpNamesEveryFault() {
    Bellows help = Bellows.run("soak", "--help");

    assertThat(help.status()).isZero();
    assertThat(help.out().split("[\\s,;]+")).containsAll(Soak.faults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fault executor-kiled | Invalid --fault: executor-kiled: must be one of nothing, executor-killed, ",
        "--fault nothing --fault x | Invalid --fault: x: must be one of nothing, ",
        "--times 0              | Invalid --times: 0: must be ≥ 1",
        "--times often          | Invalid value for option '--times': 'often' is not an int",
        "--seed s               | Invalid value for option '--seed': 's' is not a long",
        "--spark-log LOUD       | Invalid value for option '--spark-log': expected one of [OFF, ERROR, WARN, INFO] (case-insensitive) but was 'LOUD'",
        "--json none/soak.json  | Cannot write --json: none/soak.json: its folder does not exist: make it first"
      })
  void refusesWhatItCannotDo(String words, String message) {
    Bellows soak = Bellows.run(("soak " + words).split(" "));

    assertThat(soak.status()).isEqualTo(2);
    assertThat(soak.out()).isEmpty();
    assertThat(soak.err())
        .startsWith("bellows: " + message)
        .endsWith("Try 'bellows soak --help'.\n")
        .doesNotContain("\tat ");
  }

  @Test
  void guessesTheFaultThatIsMeant() {
    assertThat(Bellows.run("soak", "--fault", "executor-kiled").err())
        .contains("; did you mean executor-killed?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--fault nothing --fault task-killed --times 2",
        "--seed -7 --spark-log warn --json soak.json"
      })
  @ExtendWith(SparkExtension.class)
  void doesNotBeginBesideAnotherSession(String words, SparkSession spark) {
    Bellows soak = Bellows.run(("soak " + words).split(" "));

    assertThat(spark.sparkContext().isStopped()).isFalse();
    assertThat(soak)
        .isEqualTo(
            new Bellows(
                2,
                "",
                "bellows: Cannot soak beside a Spark session that is there already: end it first\n"));
  }
}
