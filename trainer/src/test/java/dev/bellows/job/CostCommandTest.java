package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be measured is told before a process starts. */
class CostCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--executors 0      | Invalid --executors: 0: must be ≥ 1",
        "--parameters 0     | Invalid --parameters: 0: must be ≥ 1",
        "--held-out 0       | Invalid --held-out: 0: must be ≥ 1",
        "--windows 0        | Invalid --windows: 0: must be ≥ 1",
        "--seconds 0        | Invalid --seconds or --warm-up: 0.0, ",
        "--master local[2]  | Cannot use --master: it starts a master of its own",
        "--executors 1,2 --parameters 1000,10000 | Invalid --executors or --parameters: a model needs 5 points that are not held out, on 2 numbers of executors or more; these are 4 on 2: add some",
        "--executors 2 | Invalid --executors or --parameters: a model needs 5 points that are not held out, on 2 numbers of executors or more; these are 5 on 1: add some",
        "--json none/cost.json | Cannot write --json: none/cost.json: its folder does not exist: make it first",
        "--executors 1,64 --parameters 10000000 | Invalid --parameters: on 64 executors none is left, since all exceed 120,000,000 together: add a smaller one",
      })
  void aWrongCommandLineIsExplained(String arguments, String message) {
    Bellows cost = Bellows.run(("cost " + arguments).split(" "));

    assertThat(cost.status()).isEqualTo(2);
    assertThat(cost.err()).startsWith("bellows: " + message);
    assertThat(cost.out()).isEmpty();
  }
}
