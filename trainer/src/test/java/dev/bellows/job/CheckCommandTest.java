package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class CheckCommandTest {
  private static final String SPEC =
      """
      data:
        source: {format: csv, path: rows.csv}
        label: y
        validation: {last: 1}
      network:
        - dense: {units: 3, activation: relu}
        - dropout: {rate: 0.5}
        - dense: {activation: softmax}
      training: {batch-size: 2, early-stopping: loss}
      shards: 2
      """;

  @TempDir Path folder;

  @BeforeEach
  void startSpark(SparkSession spark) {
    assertThat(SparkSession.getDefaultSession().get()).isSameAs(spark);
  }

  private Bellows check(String spec, String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "check";
    all[1] = Specs.write(folder, spec).toString();
    System.arraycopy(words, 0, all, 2, words.length);
    return Bellows.run(all);
  }

  private void rows() throws IOException {
    Files.writeString(
        folder.resolve("rows.csv"), "a,c,y\n1,x,p\n2,z,q\n3,x,r\n4,x,p\n5,z,q\n6,x,r\n7,x,p\n");
  }

  @Test
  void saysWhereMeansOfFewRowsAreMostlyChance() throws IOException {
    rows();
    String advice = "advice: below 16 rows a slice the mean and variance of batch-norm are mostly";
    String normalizing = SPEC.replace("dropout: {rate: 0.5}", "batch-norm: {}");

    assertThat(check(normalizing, "--set", "training.batch-size=30").out()).contains(advice);
    assertThat(check(normalizing, "--set", "training.batch-size=32").out()).doesNotContain(advice);
    assertThat(check(SPEC).out()).doesNotContain(advice);
  }

  @Test
  void saysThatLineSearchesTakeAllRows() throws IOException {
    rows();
    Bellows check =
        check(SPEC.replace("dropout: {rate: 0.5}", "layer-norm: {}"), "--set", "optimizer=lbfgs");

    assertThat(check.status()).as(check.toString()).isZero();
    assertThat(check.out())
        .startsWith("job: 2 shards, all rows in each step (lbfgs has no batch-size)\ninputs: 3")
        .contains("6 rows for training: 1 steps an epoch\n");
  }

  @Test
  void saysThatNormalEquationsTakeNoSteps() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "a,y\n1,2\n2,3\n3,5\n");
    Bellows check =
        check(
            """
            data: {source: {format: csv, path: rows.csv}, label: y}
            network: [dense: {units: 1}]
            solver: normal-equations
            """);

    assertThat(check.status()).as(check.toString()).isZero();
    assertThat(check.out())
        .startsWith("job: ")
        .contains(" shards, all rows once (normal-equations takes no steps)\n")
        .contains("\n3 rows for training\n")
        .doesNotContain("on Spark", "a step");
  }

  @Test
  void saysThatLocalTrainingTakesTheDriversMemory() throws IOException {
    rows();
    Bellows check = check(SPEC, "--set", "engine=local");

    assertThat(check.out())
        .contains(" for each thread\nrows      20 bytes each, on the driver\n")
        .doesNotContain("executor");
  }

  @Test
  void saysWhatTheNetworkWillBe() throws IOException {
    rows();
    Bellows check = check(SPEC);

    assertThat(check.err()).isEmpty();
    assertThat(check.status()).isZero();
    assertThat(check.out())
        .startsWith(
            """
            job: 2 shards, 1 rows of each in a step of 2
            advice: below 32 rows a slice a product loses a third of its speed; say shards: 1, or batch-size: 64
            inputs: 3, from 2 columns
            label y: 3 classes
            6 rows for training: 3 steps an epoch

            layer                                        shape        parameters
            dense, relu                                  3 → 3                12
            dropout 0.5                                  3 → 3                 0
            dense, identity                              3 → 3                12
            loss softmax-cross-entropy                 softmax                24

            driver    576 bytes, and 192 bytes for each executor
            executor  192 bytes, and 72 KiB for each task that runs at once
            rows      20 bytes each, cached on the executors

            a step    about\s""")
        .containsPattern(
            "about [0-9.]+ ms of arithmetic on one core of this machine; on executors of one core, with an exchange as measured on one machine with two cores:\nexecutors +1 +2\nexchange, ms +[0-9.]+ +[0-9.]+\na step, ms +[0-9.]+ +[0-9.]+\n")
        .contains("\n\ngradients agree with difference quotients to ")
        .endsWith("(1e-03 is allowed)\nthe spec is right\n");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("job.yaml", "rows.csv");
  }

  @Test
  void memoryAndForecastAreThoseOfTheEngine() throws IOException {
    rows();

    Bellows jobs = check(SPEC + "engine: jobs\n");

    assertThat(jobs.out())
        .contains(
            "driver    480 bytes, and 96 bytes for each task\n", "executor  96 bytes, and 72 KiB")
        .doesNotContain("exchange");
  }

  @Test
  void theForecastUsesWhatWasMeasured() throws IOException {
    rows();
    Path cost = folder.resolve("cost.json");
    Files.writeString(
        cost,
        """
        {"model": {"latency_millis": 3.0, "executor_millis": 2.0, "byte_nanos": 0.0,
                   "sum_nanos": 0.0, "update_nanos": 0.0}}
        """);

    Bellows check = check(SPEC, "--cost", cost.toString());

    assertThat(check.out())
        .contains("as measured in " + cost)
        .containsPattern("\nexchange, ms +5\\.00 +7\\.00\n")
        .contains("advice: more than 1 such executors cost more than they compute;");
    Bellows wrong = check(SPEC, "--cost", folder.resolve("rows.csv").toString());
    assertThat(wrong.status()).isEqualTo(Status.SPEC.code());
    assertThat(wrong.err())
        .startsWith("bellows: Cannot read " + folder.resolve("rows.csv") + " as what bellows cost");
    assertThat(check(SPEC, "--cost", "none.json").err())
        .startsWith("bellows: Cannot read none.json as what bellows cost --json writes: ");
  }

  @Test
  void aSourceThatIsNotThereDoesNotMakeTheSpecWrong() {
    Bellows check = check(SPEC);

    assertThat(check.status()).isZero();
    assertThat(check.out())
        .contains("there is nothing at rows.csv as seen from here: the network cannot be sized")
        .endsWith("the spec is right\n");
  }

  @Test
  void theSpecAloneIsCheckedWithoutASession() throws IOException {
    rows();

    assertThat(check(SPEC, "--spec-only", "--set", "shards=1").out())
        .isEqualTo("job: 1 shards, 2 rows of each in a step of 2\nthe spec is right\n");
  }

  @Test
  void aColumnThatIsNotThereIsBadData() throws IOException {
    rows();
    Bellows check = check(SPEC, "--set", "data.label=z");

    assertThat(check.status()).isEqualTo(3);
    assertThat(check.err()).startsWith("bellows: Cannot find column z in ").hasLineCount(1);
  }

  @Test
  void aLabelThatTheLastLayerContradictsIsAWrongSpec() throws IOException {
    rows();
    Bellows check = check(SPEC, "--set", "network.2.dense.units=4");

    assertThat(check.status()).isEqualTo(2);
    assertThat(check.err())
        .isEqualTo(
            "bellows: Invalid network.2.dense.units: 4 (--set): the label needs 3 with the loss softmax-cross-entropy; leave units out, or name another loss\n");
  }

  @Test
  void generatedRowsAreCountedWithoutMakingThem() {
    Bellows check =
        check(
            """
            data:
              source: {format: generator, name: polynomial, rows: 1000000000, degree: 2}
              label: y
              validation: {fraction: 0.25}
            network: [{dense: {}}]
            training: {batch-size: 1000000}
            """);

    assertThat(check.out())
        .contains(
            "inputs: 1, from 1 columns, as the first 10,000 rows tell\n",
            "about 750,000,000 rows for training: 750 steps an epoch\n");
  }
}
