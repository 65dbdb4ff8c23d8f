package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.data.Columns;
import dev.bellows.data.Preprocessing;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.Shape;
import dev.bellows.data.Statistics;
import dev.bellows.loss.BinaryCrossEntropy;
import dev.bellows.model.Model;
import dev.bellows.model.ModelFolder;
import dev.bellows.model.Prediction;
import dev.bellows.model.Provenance;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.spark.SourceReader;
import dev.bellows.spark.Table;
import dev.bellows.testing.Models;
import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands evaluate and predict, on a real session, as users call them. */
@ExtendWith(SparkExtension.class)
class ScoringCommandsTest {
  private static final String[] ROWS = {
    "1,3,-1.5,x,Yes", "2,,0.125,y,No", "3,0.1,,,Yes", "4,-7,2,z,Yes", "5,1e3,1,x,No"
  };

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Model model;

  @BeforeEach
  void startSparkAndWriteModel(SparkSession spark) throws IOException {
    assertThat(SparkSession.getDefaultSession().get()).isSameAs(spark);
    model = Models.binary();
    model.write(ModelFolder.of(folder.resolve("run").resolve("model")));
    data("id,a,b,c,churn", ROWS);
  }

  private Path data(String header, String... rows) throws IOException {
    return Files.writeString(
        folder.resolve("new.csv"), header + "\n" + String.join("\n", rows) + "\n");
  }

  private int bellows(String... words) {
    String[] absolute = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      boolean isPath = words[i].matches("run|new\\..*|predictions\\..*|job\\.yaml");
      absolute[i] = isPath ? folder.resolve(words[i]).toString() : words[i];
    }
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(new PrintWriter(out), new PrintWriter(err), absolute);
  }

  private void assertStatus(int expected, int status) {
    assertThat(status).as(out + "\n" + err).isEqualTo(expected);
  }

  /** What the scorer says of the row with number {@code id}. */
  private Prediction expected(int id) {
    String[] cells = ROWS[id - 1].split(",", -1);
    Map<String, Object> row = new HashMap<>();
    row.put("a", cells[1]);
    row.put("b", cells[2]);
    row.put("c", cells[3]);
    return model.scorer().score(row);
  }

  private void assertPredicted(Dataset<Row> written) {
    List<Row> rows = written.sort("id").collectAsList();
    assertThat(rows).hasSize(5);
    for (int i = 0; i < 5; i++) {
      Row row = rows.get(i);
      Prediction expected = expected(i + 1);
      assertThat(row.get(row.fieldIndex("id"))).hasToString(String.valueOf(i + 1));
      assertThat(row.<String>getAs("prediction")).isEqualTo(expected.label());
      assertThat(row.<Double>getAs("probability"))
          .isEqualTo(expected.probability(), Offset.offset(1e-6));
    }
  }

  @Test
  void predictKeepsAllColumns(SparkSession spark) {
    assertStatus(0, bellows("predict", "run", "new.csv", "predictions.parquet"));
    Dataset<Row> written = spark.read().parquet(folder.resolve("predictions.parquet").toString());
    assertThat(written.columns())
        .containsExactly("id", "a", "b", "c", "churn", "prediction", "probability");
    assertPredicted(written);
    assertThat(out.toString())
        .contains("5 rows predicted in ")
        .contains("1 rows have a category in column 'c' that training had not");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("run", "new.csv", "predictions.parquet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"predictions.csv", "predictions.json", "predictions.elsewhere"})
  void predictWritesFormatsAndKeepsWhatIsAsked(String target, SparkSession spark) {
    assertStatus(
        0,
        bellows("predict", "run", "new.csv", target, "--columns", "churn,id", "--format", "csv"));
    String path = folder.resolve(target).toString();
    Dataset<Row> written =
        target.endsWith(".csv")
            ? spark.read().option("header", true).option("inferSchema", true).csv(path)
            : target.endsWith(".json") ? spark.read().json(path) : spark.read().parquet(path);
    assertThat(written.columns())
        .containsExactlyInAnyOrder("churn", "id", "prediction", "probability");
    assertPredicted(written);
  }

  @Test
  void predictNeedsNoLabel(SparkSession spark) throws IOException {
    data("c,id,b,a", "x,1,-1.5,3");
    assertStatus(0, bellows("predict", "run", "new.csv", "predictions.parquet"));
    Row row = spark.read().parquet(folder.resolve("predictions.parquet").toString()).first();
    assertThat(row.<Double>getAs("probability"))
        .isEqualTo(expected(1).probability(), Offset.offset(1e-6));
  }

  @Test
  void predictReplacesOnlyWhenTold() throws IOException {
    assertStatus(0, bellows("predict", "run", "new.csv", "predictions.csv"));
    data("id,a,b,c", "1,3,-1.5,x");
    assertStatus(2, bellows("predict", "run", "new.csv", "predictions.csv"));
    assertThat(err.toString())
        .contains("predictions.csv: it is there already; name another folder, or say --overwrite");
    assertStatus(0, bellows("predict", "run", "new.csv", "predictions.csv", "--overwrite"));
    assertThat(out.toString()).contains("1 rows predicted");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("run", "new.csv", "predictions.csv");
  }

  @Test
  void predictLeavesNothingOfAFailure() throws IOException {
    data("id,a,b,c", "1,3,-1.5,x", "2,much,1,y");
    assertStatus(3, bellows("predict", "run", "new.csv", "predictions.csv"));
    assertThat(err.toString()).contains("much").contains("column a");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("run", "new.csv");
  }

  @Test
  void predictLeavesBadRowsOutWhenTold(SparkSession spark) throws IOException {
    data("id,a,b,c", "1,3,-1.5,x", "2,much,1,y");
    assertStatus(
        0, bellows("predict", "run", "new.csv", "predictions.parquet", "--bad-rows", "drop"));
    assertThat(out.toString())
        .contains("1 rows predicted in ")
        .contains("1 rows could not be read and are left out");
    assertThat(spark.read().parquet(folder.resolve("predictions.parquet").toString()).count())
        .isEqualTo(1);
  }

  @Test
  void predictSaysWhatIsWrong() throws IOException {
    assertStatus(2, bellows("predict", "run", "new.csv", "predictions.csv", "--columns", "id,x"));
    assertThat(err.toString()).contains("Invalid --columns: x: the data has id, a, b, c, churn");
    assertStatus(3, bellows("predict", "run", "new.txt", "predictions.csv", "--format", "csv"));
    assertStatus(2, bellows("predict", "run", "new.txt", "predictions.csv"));
    assertThat(err.toString())
        .contains("Cannot tell the format of ")
        .contains("new.txt from its name: say --format csv");
    assertStatus(3, bellows("predict", folder.toString(), "new.csv", "predictions.csv"));
    assertThat(err.toString()).contains("Cannot find a model in ").contains("no model.json");
    data("id,a,b,c,prediction", "1,3,-1.5,x,0");
    assertStatus(2, bellows("predict", "run", "new.csv", "predictions.csv"));
    assertThat(err.toString())
        .contains(
            "Cannot add a column 'prediction': the data has one; leave it out with --columns");
    data("id,a,c", "1,3,x");
    assertStatus(3, bellows("predict", "run", "new.csv", "predictions.csv"));
    assertThat(err.toString()).contains("Cannot find column b in ");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("run", "new.csv");
  }

  @Test
  void predictTellsWhatALayerGives(SparkSession spark) {
    assertStatus(0, bellows("predict", "run", "new.csv", "predictions.parquet", "--layer", "1"));
    for (Row row :
        spark
            .read()
            .parquet(folder.resolve("predictions.parquet").toString())
            .sort("id")
            .collectAsList()) {
      Map<String, Object> values = new HashMap<>();
      List.of("a", "b", "c").forEach(name -> values.put(name, row.getAs(name)));
      List<Float> code = row.getList(row.fieldIndex("code"));
      float[] expected = model.scorer(0).score(values).code();
      assertThat(code).hasSize(expected.length);
      for (int i = 0; i < expected.length; i++) {
        assertThat(code.get(i)).isEqualTo(expected[i], Offset.offset(1e-5f));
      }
    }
  }

  @Test
  void predictSaysWhichLayersThereAre() {
    assertStatus(2, bellows("predict", "run", "new.csv", "predictions.parquet", "--layer", "4"));
    assertThat(err.toString()).contains("Invalid --layer: 4: the network has the layers 1 to 3");
    assertStatus(2, bellows("predict", "run", "new.csv", "predictions.parquet", "--code"));
    assertThat(err.toString())
        .contains(
            "Invalid --code: the model is no autoencoder; name a layer with --layer, from 1 to 3");
    assertStatus(
        2, bellows("predict", "run", "new.csv", "predictions.parquet", "--code", "--layer", "1"));
    assertThat(err.toString())
        .contains("Invalid --layer: 1: --code chooses a layer; say one of them");
    assertStatus(2, bellows("predict", "run", "new.csv", "predictions.csv", "--layer", "1"));
    assertThat(err.toString())
        .contains(
            "Cannot write column 'code' as CSV: its type is array<float>; write Parquet or JSON");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("run", "new.csv");
  }

  @Test
  void evaluateTellsMetrics() throws IOException {
    assertStatus(0, bellows("evaluate", "run", "new.csv", "--form", "json"));
    JsonNode report = new ObjectMapper().readTree(out.toString());
    long[][] matrix = new long[2][2];
    for (int id = 1; id <= 5; id++) {
      int actual = ROWS[id - 1].endsWith("Yes") ? 1 : 0;
      matrix[actual][expected(id).label().equals("Yes") ? 1 : 0]++;
    }
    assertThat(report.get("rows").asLong()).isEqualTo(5);
    assertThat(report.get("dropped-rows").asLong()).isZero();
    assertThat(report.get("classes")).hasToString("[\"No\",\"Yes\"]");
    assertThat(report.get("confusion-matrix"))
        .hasToString(new ObjectMapper().writeValueAsString(matrix));
    assertThat(report.get("metrics").get("accuracy").asDouble())
        .isEqualTo((matrix[0][0] + matrix[1][1]) / 5.0);
    assertThat(report.get("metrics").get("loss").asDouble())
        .isEqualTo(expectedLoss(), Offset.offset(1e-6));
    assertThat(report.get("unseen-categories")).hasToString("{\"c\":1}");
    assertStatus(0, bellows("evaluate", "run", "new.csv"));
    assertThat(out.toString())
        .contains("rows        5\n")
        .contains("auc         0.")
        .contains("rows by actual class (down) and predicted class\n")
        .contains("1 rows have a category in column 'c' that training had not");
  }

  @Test
  void explainTellsWhatColumnsMatter() throws IOException {
    assertStatus(0, bellows("explain", "run", "new.csv", "--form", "json", "--metric", "accuracy"));
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.get("rows").asLong()).isEqualTo(5);
    assertThat(report.get("metric").asText()).isEqualTo("accuracy");
    for (String part : List.of("permutation-importance", "integrated-gradients")) {
      assertThat(report.get(part).fieldNames()).toIterable().as(part).contains("a", "b", "c");
    }
    assertStatus(0, bellows("explain", "run", "new.csv", "--rows", "3"));
    assertThat(out.toString())
        .startsWith("column  importance")
        .contains("\nof 3 rows; importance: how much worse loss gets");
    assertStatus(2, bellows("explain", "run", "new.csv", "--metric", "rmse"));
    assertThat(err.toString())
        .contains("Invalid --metric: rmse: the model's problem has loss, accuracy, auc");
    assertStatus(2, bellows("explain", "run", "new.csv", "--repeats", "0"));
    assertThat(err.toString()).contains("Invalid --repeats: 0: must be ≥ 1");
    data("id,a,b,c,churn");
    assertStatus(3, bellows("explain", "run", "new.csv"));
    assertThat(err.toString()).contains("Cannot ").doesNotContain("\tat ");
  }

  /** The mean of the cross-entropy, weighted by the balanced weights of the classes in training. */
  private double expectedLoss() {
    double sum = 0;
    double weights = 0;
    for (int id = 1; id <= 5; id++) {
      boolean positive = ROWS[id - 1].endsWith("Yes");
      double weight = positive ? 3 / 2.0 : 3 / 4.0; // one Yes and two No among three rows
      double probability = expected(id).probability();
      sum -= weight * Math.log(positive ? probability : 1 - probability);
      weights += weight;
    }
    return sum / weights;
  }

  @Test
  void evaluateSaysWhatIsWrong() throws IOException {
    assertStatus(2, bellows("evaluate", "run"));
    assertThat(err.toString())
        .contains("Missing DATA: name a file or folder, or a job spec with --spec");
    assertStatus(2, bellows("evaluate", "run", "new.csv", "--held-out"));
    assertThat(err.toString()).contains("Invalid --held-out: only a job spec tells");
    data("id,a,b,c,churn", "1,3,-1.5,x,Perhaps");
    assertStatus(3, bellows("evaluate", "run", "new.csv"));
    assertThat(err.toString())
        .contains("Unknown label 'Perhaps' in column 'churn': the training rows have 'No', 'Yes'");
    data("id,a,b,c", "1,3,-1.5,x");
    assertStatus(3, bellows("evaluate", "run", "new.csv"));
    assertThat(err.toString()).contains("Cannot find column churn in ");
  }

  @Test
  void evaluateTakesWhatASpecHoldsOut(SparkSession spark) throws IOException {
    StringBuilder rows = new StringBuilder("x,churn\n");
    for (int i = 0; i < 100; i++) {
      rows.append(i).append(i % 3 == 0 ? ",Yes\n" : ",No\n");
    }
    Files.writeString(folder.resolve("new.csv"), rows);
    Files.writeString(
        folder.resolve("job.yaml"),
        """
        name: churn
        data:
          source: {format: csv, path: new.csv}
          label: {column: churn, positive: "Yes"}
          validation: {fraction: 0.3}
        network:
          - dense: {units: 1}
        loss: binary-cross-entropy
        output: unused
        """);
    JobSpec job = JobSpec.read(folder.resolve("job.yaml"), List.of());
    Table table =
        SourceReader.open(
            spark, DataBuilder.source(job), DataBuilder.columns(job), DataBuilder.split(job));
    List<dev.bellows.data.Row> all = table.rows().collect();
    long heldOut = all.stream().filter(dev.bellows.data.Row::validation).count();
    assertThat(heldOut).isBetween(15L, 45L);
    linear(table.columns(), all, job.origin().toJson())
        .write(ModelFolder.of(folder.resolve("run")));
    assertStatus(
        0, bellows("evaluate", "run", "--spec", "job.yaml", "--held-out", "--form", "json"));
    assertThat(new ObjectMapper().readTree(out.toString()).get("rows").asLong()).isEqualTo(heldOut);
    assertStatus(0, bellows("evaluate", "run", "--spec", "job.yaml", "--form", "json"));
    assertThat(new ObjectMapper().readTree(out.toString()).get("rows").asLong()).isEqualTo(100);
    Models.binary().write(ModelFolder.of(folder.resolve("run")));
    String seed = "data.validation.seed=7"; // of that model
    assertStatus(3, bellows("evaluate", "run", "--spec", "job.yaml", "--held-out", "--set", seed));
    assertThat(err.toString())
        .contains("its source has other columns than the model was trained on");
  }

  @Test
  void evaluateRefusesWhatAnotherSplitHoldsOut() throws IOException {
    Path spec = folder.resolve("job.yaml");
    Files.writeString(
        spec,
        """
        name: churn
        data:
          source: {format: generator, name: churn, rows: 50}
          label: {column: Churn, positive: "Yes"}
          validation: {fraction: 0.3}
        network:
          - dense: {units: 1}
        loss: binary-cross-entropy
        """);
    trainedWith(JobSpec.read(spec, List.of("data.validation.seed=7")).origin().toJson(), 7);
    assertStatus(2, bellows("evaluate", "run", "--spec", "job.yaml", "--held-out"));
    assertThat(err.toString())
        .contains(
            "job.yaml holds out {\"fraction\":0.3,\"seed\":0}, but the training of the model held out {\"fraction\":0.3,\"seed\":7}, so that it may have seen these rows; name the spec of the training, or add --set 'data.validation={\"fraction\":0.3,\"seed\":7}'");
    String same = "data.validation={\"fraction\":0.3,\"seed\":7}";
    assertStatus(3, bellows("evaluate", "run", "--spec", "job.yaml", "--held-out", "--set", same));
    assertThat(err.toString()).contains("its source has other columns"); // that is the next check
    trainedWith(JobSpec.read(spec, List.of("data.validation=")).origin().toJson(), 0);
    assertStatus(2, bellows("evaluate", "run", "--spec", "job.yaml", "--held-out"));
    assertThat(err.toString())
        .contains("the training of the model held out no rows")
        .contains("evaluate other rows, without --held-out");
    trainedWith(null, 7);
    assertStatus(2, bellows("evaluate", "run", "--spec", "job.yaml", "--held-out"));
    assertThat(err.toString())
        .contains("job.yaml chooses with seed 0, but the model was trained with split seed 7")
        .contains("add --set data.validation.seed=7");
  }

  /** Puts the model in the place of one whose training had {@code spec}. */
  private void trainedWith(String spec, long splitSeed) throws IOException {
    Provenance provenance = new Provenance("t", 0, splitSeed, 1, "any", null, Map.of(), spec);
    Model.of(
            model.network(), model.loss(), model.parameters(), model.preprocessing(), 0, provenance)
        .write(ModelFolder.of(folder.resolve("run").resolve("model")));
  }

  @Test
  void setNeedsASpec() {
    assertStatus(2, bellows("evaluate", "run", "new.csv", "--set", "seed=1"));
    assertThat(err.toString())
        .contains("Invalid --set: seed=1: there is no job spec to set it in; add --spec");
  }

  private static Model linear(Columns columns, List<dev.bellows.data.Row> rows, String spec) {
    Statistics statistics = Statistics.empty(columns, PreprocessingSpec.defaults());
    rows.forEach(statistics::add);
    Preprocessing preprocessing =
        Preprocessing.fit(columns, PreprocessingSpec.defaults(), statistics);
    Network network =
        new Network(
            Shape.of(1),
            List.of(new Dense.Spec(1, new PointwiseActivation.Identity(), new Initializer.He())));
    Provenance provenance = new Provenance("test", 0, 0, 1, "any", null, Map.of(), spec);
    return Model.of(
        network, new BinaryCrossEntropy(), new float[] {1, 0}, preprocessing, 0, provenance);
  }
}
