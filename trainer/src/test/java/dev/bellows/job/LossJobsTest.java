package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses from a job spec on: trained, evaluated, and predicted with. */
@ExtendWith(SparkExtension.class)
class LossJobsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 240;
  private static final String SPEC =
      """
      data:
        source: {format: csv, path: table.csv}
        label: %s
        features: {numeric: [x]}
        validation: {fraction: 0.25}
      network: [{dense: {}}]
      loss: %s
      optimizer: {name: adam, learning-rate: 0.1}
      schedule: cosine
      training: {batch-size: 32, epochs: 60}
      engine: local
      """;

  @TempDir Path folder;
  private SparkSession session;

  @BeforeEach
  void keepSession(SparkSession spark) {
    session = spark;
  }

  @Test
  void poissonLearnsRates() throws IOException {
    table("x,visits", i -> x(i) + "," + Math.round(Math.exp(1 + 1.2 * x(i))));
    List<Row> rows = trainedAndPredicted("visits", "poisson");

    for (Row row : rows) {
      double rate = Math.exp(1 + 1.2 * x(row));
      assertThat(row.<Double>getAs("prediction")).isCloseTo(rate, within(0.5));
    }
    assertThat(metric("r2")).as("of rates, not of logits").isGreaterThan(0.95);
    assertThat(metric("loss")).isBetween(0.0, 0.1);
  }

  @Test
  void countsBelowZeroAreRefused() throws IOException {
    table("x,visits", i -> x(i) + "," + (i == 77 ? -1 : i % 3));
    Bellows train = train("visits", "poisson");

    assertThat(train.status()).as(train.toString()).isEqualTo(3);
    assertThat(train.err())
        .contains(
            "Invalid label in column 'visits': -1.0: the loss learns numbers ≥ 0; leave such rows out with a query, or name another loss");
  }

  @Test
  void severalColumnsOfZeroAndOneAreLearntTogether() throws IOException {
    table("x,high,low", i -> x(i) + "," + (x(i) > 0.5 ? 1 : 0) + "," + (x(i) < 0 ? 1 : 0));
    List<Row> rows = trainedAndPredicted("[high, low]", "binary-cross-entropy");

    assertThat(rows.get(0).schema().fieldNames())
        .contains("prediction_high", "probability_high", "prediction_low", "probability_low");
    for (Row row : rows) {
      double x = x(row);
      if (Math.abs(x - 0.5) > 0.1 && Math.abs(x) > 0.1) {
        assertThat(row.<Double>getAs("prediction_high")).isEqualTo(x > 0.5 ? 1 : 0);
        assertThat(row.<Double>getAs("probability_low") > 0.5).isEqualTo(x < 0);
      }
    }
    assertThat(metric("accuracy")).isGreaterThan(0.9);
    assertThat(metric("auc")).isGreaterThan(0.99);
  }

  @Test
  void otherNumbersThanZeroAndOneAreRefused() throws IOException {
    table("x,high,low", i -> x(i) + "," + i % 2 + "," + (i == 77 ? 0.5 : 1));
    Bellows train = train("[high, low]", "binary-focal");

    assertThat(train.status()).as(train.toString()).isEqualTo(3);
    assertThat(train.err())
        .contains("Invalid label in column 'low': 0.5: the loss learns 0 and 1; leave such rows");
  }

  /** Targets are standardised for the network; predictions and metrics are in their own units. */
  @ParameterizedTest
  @CsvSource({"mae, 0", "'{name: huber, delta: 0.05}', 0", "'{name: quantile, quantile: 0.9}', 80"})
  void robustLossesPredictInTheUnitsOfTheSource(String loss, double above) throws IOException {
    // With quantiles each x comes 10 times, with 0, 10 … 90 added: 0.9 of them lie below 80 more.
    table(
        "x,price",
        i -> {
          int group = i / 10;
          int added = above == 0 ? 0 : 10 * (i % 10);
          return "%s,%s".formatted(group / 24.0, 1_000 * (group / 24.0) + added);
        });
    List<Row> rows = trainedAndPredicted("price", loss);

    for (Row row : rows) {
      assertThat(row.<Double>getAs("prediction")).isCloseTo(1_000 * x(row) + above, within(20.0));
    }
    assertThat(metric("mae")).isBetween(0.0, above == 0 ? 10.0 : 60.0);
  }

  @ParameterizedTest
  @CsvSource({
    "softmax-focal",
    "binary-focal",
    "'{name: softmax-cross-entropy, label-smoothing: 0.1}'",
    "'{name: binary-focal, gamma: 1.5}'"
  })
  void classesAreToldApart(String loss) throws IOException {
    table("x,side", i -> x(i) + "," + (x(i) > 0.25 ? "right" : "left"));
    List<Row> rows = trainedAndPredicted("side", loss);

    assertThat(rows)
        .filteredOn(row -> Math.abs(x(row) - 0.25) > 0.1)
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(row.<String>getAs("prediction"))
                    .isEqualTo(x(row) > 0.25 ? "right" : "left"));
    String written = Files.readString(folder.resolve("out/model/model.json"));
    assertThat(JSON.readTree(written).at("/loss/name").asText())
        .isEqualTo(loss.replaceAll("\\{name: |,.*", ""));
  }

  /** In [−1, 1.4). */
  private static double x(int i) {
    return i / 100.0 - 1;
  }

  /** Columns of a CSV file are kept as texts. */
  private static double x(Row row) {
    return Double.parseDouble(row.<String>getAs("x"));
  }

  private void table(String header, IntFunction<String> row) throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    IntStream.range(0, ROWS).mapToObj(row).forEach(lines::add);
    Files.write(folder.resolve("table.csv"), lines);
  }

  private Bellows train(String label, String loss) throws IOException {
    Path spec = Files.writeString(folder.resolve("job.yaml"), SPEC.formatted(label, loss));
    return Bellows.run("train", spec.toString(), "--out", folder.resolve("out").toString());
  }

  private List<Row> trainedAndPredicted(String label, String loss) throws IOException {
    Bellows train = train(label, loss);
    assertThat(train.status()).as(train.toString()).isZero();
    String predictions = folder.resolve("predictions.parquet").toString();
    Bellows predict =
        Bellows.run(
            "predict",
            folder.resolve("out").toString(),
            folder.resolve("table.csv").toString(),
            predictions);
    assertThat(predict.status()).as(predict.toString()).isZero();
    return session.read().parquet(predictions).collectAsList();
  }

  /** Of an evaluation of the whole table. */
  private double metric(String name) throws IOException {
    Bellows evaluate =
        Bellows.run(
            "evaluate",
            folder.resolve("out").toString(),
            folder.resolve("table.csv").toString(),
            "--form",
            "json");
    assertThat(evaluate.status()).as(evaluate.toString()).isZero();
    JsonNode report = JSON.readTree(evaluate.out());
    return report.at("/metrics/" + name).asDouble();
  }
}
