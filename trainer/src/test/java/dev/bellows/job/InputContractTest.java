package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.model.Model;
import dev.bellows.model.ModelFolder;
import dev.bellows.model.Prediction;
import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of inputs goes the whole way: from a job spec through training, the same bits however
 * the source is cut, to the model file, to {@code evaluate}, {@code predict} and {@code inspect},
 * and to a program without Spark.
 */
@ExtendWith(SparkExtension.class)
class InputContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  static Stream<InputKind> kinds() {
    return InputKind.all();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void trainsToTheSameBitsHoweverTheSourceIsCut(InputKind kind, SparkSession spark)
      throws IOException {
    JsonNode first = train(kind, spark, 1);
    JsonNode second = train(kind, spark, 5);
    assertThat(second.get("weights_sha256")).isEqualTo(first.get("weights_sha256"));
    assertThat(second.get("validation")).isEqualTo(first.get("validation"));
    assertThat(second.at("/data/fingerprint")).isEqualTo(first.at("/data/fingerprint"));
    assertThat(first.at("/data/training_rows").asInt()).isGreaterThan(20);
    assertThat(first.at("/data/validation_rows").asInt()).isGreaterThan(5);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isEvaluatedAsInTraining(InputKind kind, SparkSession spark) throws IOException {
    JsonNode manifest = train(kind, spark, 3);
    Bellows evaluate =
        bellows("evaluate", "run-3", "--spec", "job-3.yaml", "--held-out", "--form", "json");
    JsonNode report = JSON.readTree(evaluate.out());
    assertThat(report.get("rows")).isEqualTo(manifest.at("/data/validation_rows"));
    assertThat(report.at("/metrics/loss").asDouble())
        .isEqualTo(manifest.at("/validation/loss").asDouble(), Offset.offset(1e-5));
    assertThat(bellows("evaluate", "run-3", "--spec", "job-3.yaml").out()).contains("rows  ");
    assertThat(bellows("check", "job-3.yaml").out()).contains("the spec is right");
    assertThat(bellows("inspect", "run-3").out()).contains(kind.inspected());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isPredictedAsAProgramWithoutSparkDoes(InputKind kind, SparkSession spark)
      throws IOException {
    train(kind, spark, 2);
    Model model = Model.read(ModelFolder.of(folder.resolve("run-2/model")));
    bellows(
        Stream.concat(
                Stream.of("predict", "run-2", source(2).toString(), "out.parquet"),
                kind.predictOptions().stream())
            .toArray(String[]::new));
    List<Row> rows = spark.read().parquet(folder.resolve("out.parquet").toString()).collectAsList();
    assertThat(rows).hasSizeGreaterThan(20);
    for (Row row : rows) {
      Prediction prediction = kind.scorer(model).score(kind.row(row));
      kind.assertSame(row, prediction);
    }
  }

  private Path source(int partitions) {
    return folder.resolve("source-" + partitions);
  }

  private JsonNode train(InputKind kind, SparkSession spark, int partitions) throws IOException {
    kind.write(spark, source(partitions), partitions);
    Files.writeString(
        folder.resolve("job-%d.yaml".formatted(partitions)),
        kind.spec(source(partitions).toString()));
    String run = "run-" + partitions;
    bellows("train", "job-%d.yaml".formatted(partitions), "--out", folder.resolve(run).toString());
    return JSON.readTree(Files.readString(folder.resolve(run).resolve("manifest.json")));
  }

  private Bellows bellows(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (words[i].matches("run-\\d|job-\\d\\.yaml|out\\.parquet")) {
        words[i] = folder.resolve(words[i]).toString();
      }
    }
    Bellows bellows = Bellows.run(words);
    assertThat(bellows.status()).as(bellows.toString()).isZero();
    return bellows;
  }
}
