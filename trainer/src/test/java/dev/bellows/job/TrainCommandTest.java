package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.model.Model;
import dev.bellows.model.ModelFolder;
import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What training leaves, prints and ends with. */
@ExtendWith(SparkExtension.class)
class TrainCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SPEC =
      """
      name: colours
      data:
        source: {format: csv, path: table.csv}
        label: {column: colour, positive: red}
        features: {numeric: [x, y]}
        validation: {fraction: 0.25}
      network:
        - dense: {units: 4, activation: tanh}
        - dense: {units: 1}
      loss: binary-cross-entropy
      optimizer: {name: adam, learning-rate: 0.05}
      training: {batch-size: 32, epochs: 4, log-every: 2}
      engine: %s
      """;

  private static final AtomicReference<CountDownLatch> BUSY = new AtomicReference<>();

  @TempDir Path folder;
  private Path out;
  private SparkSession session;

  @BeforeEach
  void writeTable(SparkSession spark) throws IOException {
    session = spark;
    out = folder.resolve("out");
    table(IntStream.range(0, 200).mapToObj(i -> row(i, i % 3 == 0 ? "red" : "blue")).toList());
  }

  @Test
  void waitsNoLongerThanStepTimeoutForAFirstExecutor() throws Exception {
    JavaSparkContext context = new JavaSparkContext(session.sparkContext());
    int slots = context.defaultParallelism();
    CountDownLatch isOver = new CountDownLatch(1);
    BUSY.set(isOver);
    List<Integer> numbers = Collections.nCopies(slots, 0);
    JavaFutureAction<Void> other =
        context
            .parallelize(new ArrayList<>(numbers), slots)
            .foreachAsync(none -> BUSY.get().await());
    try {
      Bellows train = train("rounds", "--set", "step-timeout=2s");

      assertThat(train.status()).as(train.toString()).isEqualTo(1);
      assertThat(train.err())
          .isEqualTo(
              "bellows: Cannot begin: no executor has come within step-timeout, 2 s: see that one has a free slot, or say a longer step-timeout\n");
      assertThat(out).doesNotExist();
    } finally {
      isOver.countDown();
    }
    other.get();
  }

  @ParameterizedTest
  @CsvSource({"jobs", "local"})
  void leavesAModelMetricsAndLastOfAllAManifest(String engine) throws IOException {
    Bellows train = train(engine);

    assertThat(train.status()).as(train.toString()).isZero();
    assertThat(train.out())
        .contains(
            "epoch 4/4  loss ",
            "completed after 4 epochs",
            "model, metrics and manifest are in " + out);
    JsonNode manifest = manifest();
    assertThat(manifest.get("status").asText()).isEqualTo("completed");
    assertThat(manifest.get("epochs").asInt()).isEqualTo(4);
    assertThat(
            manifest.at("/data/training_rows").asInt()
                + manifest.at("/data/validation_rows").asInt())
        .isEqualTo(200);
    assertThat(manifest.get("kernel").asText())
        .isEqualTo(dev.bellows.linalg.Blas.kernel().toString());
    assertThat(manifest.at("/validation/accuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(manifest.get("confusion_matrix")).hasSize(2);
    Model model = Model.read(ModelFolder.of(out.resolve("model")));
    assertThat(model.weightsSha256()).isEqualTo(manifest.get("weights_sha256").asText());
    assertThat(JSON.readTree(model.provenance().spec()).at("/training/epochs").asInt())
        .isEqualTo(4);
    List<JsonNode> lines = metrics();
    assertThat(lines).filteredOn(line -> line.get("event").asText().equals("epoch")).hasSize(4);
    assertThat(lines)
        .filteredOn(line -> line.get("event").asText().equals("step"))
        .hasSize(manifest.get("steps").asInt() / 2)
        .allMatch(
            line -> line.get("loss").asDouble() > 0 && line.get("gradient_norm").asDouble() > 0)
        .allMatch(line -> line.has("compute_ms") && line.has("wait_ms") && line.has("update_ms"));
    try (var files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("model", "metrics.jsonl", "manifest.json");
    }
    assertThat(session.sparkContext().isStopped())
        .as("a session that was there is not stopped")
        .isFalse();
  }

  @Test
  void bothEnginesLeaveTheSameWeights() throws IOException {
    assertThat(train("jobs").status()).isZero();
    String weights = manifest().get("weights_sha256").asText();
    assertThat(train("local").status()).isZero();
    assertThat(manifest().get("weights_sha256").asText()).isEqualTo(weights);
  }

  @Test
  void trainsOnceWithEachValueAndReportsTheSpread() throws IOException {
    Bellows train = train("local", "--vary", "seed=1,2,3");

    assertThat(train.status()).as(train.toString()).isZero();
    assertThat(train.out().lines().filter(line -> line.startsWith("auc ")))
        .singleElement()
        .asString()
        .containsPattern("auc( +\\d\\.\\d{4}){4}");
    assertThat(out.resolve("seed=1").resolve("manifest.json")).exists();
    assertThat(out.resolve("seed=3").resolve("manifest.json")).exists();
    assertThat(train("local", "--vary", "seed").err())
        .contains("Invalid --vary: 'seed': must be PATH=VALUE,VALUE…");
  }

  /** Colours follow from row numbers: nothing can learn more than how many are red. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "optimizer={name: lbfgs, tolerance: 0.01}; converged",
        "optimizer={name: lamb, learning-rate: 0.01}; completed",
        "optimizer={name: adamw, weight-decay: 0.1}; completed",
        "schedule={name: plateau, warm-up: 0.1}; completed",
        "clipping={value: 0.1}; completed",
        "regularization={l1: 1e-4, max-norm: 1}; completed",
        "training.weight-averaging=0.9; completed"
      })
  void everyWayOfTrainingEndsWithAModelThatKnowsTheShares(String setting, String status)
      throws IOException {
    Bellows train =
        train("local", "--set", setting, "--set", "training.epochs=30", "--set", "seed=3");

    assertThat(train.status()).as(train.toString()).isZero();
    assertThat(manifest().get("status").asText()).isEqualTo(status);
    double entropy = -Math.log(1 / 3.0) / 3 - Math.log(2 / 3.0) * 2 / 3;
    assertThat(manifest().at("/validation/loss").asDouble()).isBetween(0.4, entropy + 0.15);
  }

  @Test
  void solvesALinearModelAtOnceAndNamesWhatItLeftOut() throws IOException {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add("%d,%d,%d".formatted(i, 2 * i, 3 * i + 1));
    }
    table(rows);
    Files.createDirectories(out);
    Files.writeString(
        out.resolve("metrics.jsonl"),
        "{\"event\": \"epoch\", \"epoch\": 0, \"step\": 9, \"loss\": 0.5}\n");
    Bellows train =
        train(
            "jobs",
            "--set",
            "data.label={column: colour}",
            "--set",
            "loss=mse",
            "--set",
            "network=[{dense: {units: 1}}]",
            "--set",
            "optimizer=",
            "--set",
            "solver=normal-equations");

    assertThat(train.status()).as(train.toString()).isZero();
    assertThat(manifest().get("dropped_columns"))
        .singleElement()
        .matches(column -> "xy".contains(column.asText()));
    assertThat(train.out()).containsPattern("columns that others explain were left out: [xy]\n");
    assertThat(manifest().at("/validation/rmse").asDouble()).isLessThan(1e-3);
    assertThat(metrics()).as("lines of an earlier run").isEmpty();
  }

  @Test
  void divergedTrainingKeepsTheLastFiniteWeights() throws IOException {
    Bellows train = train("local", "--set", "optimizer={name: sgd, learning-rate: 3.0e+38}");

    assertThat(train.status()).as(train.toString()).isEqualTo(4);
    assertThat(train.err())
        .startsWith("bellows: Training diverged at step ")
        .contains("0.dense.weight: norm of the weights")
        .doesNotContain("\tat ");
    assertThat(manifest().get("status").asText()).isEqualTo("diverged");
    for (float weight : Model.read(ModelFolder.of(out.resolve("model"))).parameters()) {
      assertThat(weight).isFinite();
    }
  }

  @ParameterizedTest
  @CsvSource({"jobs", "local"})
  void anotherKernelIsRefusedBeforeAnythingIsWritten(String engine) throws IOException {
    Bellows train = train(engine, "--set", "kernel=openblas 0.0.1 Katmai i386 jdk8");

    assertThat(train.status()).as(train.toString()).isEqualTo(5);
    assertThat(train.err())
        .contains("this run computes with openblas 0.0.1 Katmai i386 jdk8", "kernel: mixed")
        .doesNotContain("\tat ");
    assertThat(out).doesNotExist();
    assertThat(train(engine, "--set", "kernel=mixed").status()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.5,much,red        | Invalid number: 'much' in column y, * line 202: name the column categorical, list the text under missing-values, or set bad-rows: drop
          1.5,NaN,red         | Invalid number: NaN in column y, * line 202
          1.5,Infinity,red    | Invalid number: Infinity in column y, * line 202
          1.5,red             | * line 202
          1.5,1,red,4         | * line 202
          1.5,2,              | colour, * line 202
          """)
  void aBadRowIsNamedOrLeftOut(String row, String message) throws IOException {
    List<String> rows =
        new ArrayList<>(
            IntStream.range(0, 200).mapToObj(i -> row(i, i % 2 == 0 ? "red" : "blue")).toList());
    rows.add(row);
    table(rows);

    Bellows train = train("jobs");
    assertThat(train.status()).as(train.toString()).isEqualTo(3);
    assertThat(train.err()).doesNotContain("\tat ").startsWith("bellows: ");
    for (String part : message.split("\\*", -1)) {
      assertThat(train.err()).contains(part.strip());
    }
    assertThat(out).doesNotExist();

    Bellows dropped = train("jobs", "--set", "data.source.bad-rows=drop");
    assertThat(dropped.status()).as(dropped.toString()).isZero();
    assertThat(dropped.out()).contains("1 bad rows were left out");
    assertThat(manifest().at("/data/bad_rows").asInt()).isEqualTo(1);
  }

  @Test
  void dataThatCannotBeLearntIsRefusedBeforeAnythingIsWritten() throws IOException {
    assertRefused("Cannot find column z in ", "--set", "data.features.numeric=[x, z]");
    Path nowhere = folder.resolve("nowhere.csv");
    assertRefused(
        "Cannot find %s: there is no such file, folder or glob".formatted(nowhere),
        "--set",
        "data.source.path=" + nowhere);
    assertRefused(
        "line 2: a regression needs numbers; for a classification choose a loss like binary-cross-entropy",
        "--set",
        "loss=mse",
        "--set",
        "data.label={column: colour}");
    table(List.of());
    assertRefused("Cannot find rows in %s: it has none".formatted(folder.resolve("table.csv")));
    table(IntStream.range(0, 50).mapToObj(i -> row(i, "red")).toList());
    assertRefused("Cannot train a classifier on one class: all ");
  }

  private void assertRefused(String part, String... more) {
    Bellows train = train("jobs", more);
    assertThat(train.status()).as(train.toString()).isEqualTo(3);
    assertThat(train.err()).startsWith("bellows: ").contains(part).doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }

  private Bellows train(String engine, String... more) {
    try {
      Path spec = Files.writeString(folder.resolve("job.yaml"), SPEC.formatted(engine));
      List<String> words =
          new ArrayList<>(List.of("train", spec.toString(), "--out", out.toString()));
      words.addAll(List.of(more));
      return Bellows.run(words.toArray(String[]::new));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void table(List<String> rows) throws IOException {
    Files.writeString(folder.resolve("table.csv"), "x,y,colour\n" + String.join("\n", rows) + "\n");
  }

  private static String row(int i, String colour) {
    return "%s,%s,%s".formatted(i % 17, (i * 31 % 23) / 7.0, colour);
  }

  private JsonNode manifest() throws IOException {
    return JSON.readTree(Files.readString(out.resolve("manifest.json")));
  }

  private List<JsonNode> metrics() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("metrics.jsonl"))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
