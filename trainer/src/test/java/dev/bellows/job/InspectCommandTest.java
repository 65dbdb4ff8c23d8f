package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class InspectCommandTest {
  @TempDir Path folder;

  private Bellows train(SparkSession spark, String spec) {
    assertThat(SparkSession.getDefaultSession().get()).isSameAs(spark);
    Bellows train =
        Bellows.run(
            "train",
            Specs.write(folder, spec).toString(),
            "--out",
            folder.resolve("run").toString());
    assertThat(train.status()).as(train.err()).isZero();
    return Bellows.run("inspect", folder.resolve("run").toString());
  }

  @Test
  void describesAClassification(SparkSession spark) {
    Bellows inspect =
        train(
            spark,
            """
            data:
              source: {format: generator, name: churn, rows: 200}
              label: {column: Churn, positive: "Yes"}
              features: {drop: customerID, numeric: [tenure], missing: {indicator: true}}
              validation: {fraction: 0.2, seed: 3}
            network: [{dense: {units: 4, activation: relu}}, {dense: {}}]
            training: {epochs: 1, threshold: 0.25}
            engine: local
            seed: 7
            """);

    assertThat(inspect.err()).isEmpty();
    assertThat(inspect.status()).isZero();
    assertThat(inspect.out())
        .contains(
            "model       job\n",
            "label       Churn: No, Yes\n",
            "threshold   Yes from a probability of 0.2500 on\n",
            "layer       dense, relu: 4",
            "loss        binary-cross-entropy, predictions by sigmoid\n",
            "number      tenure: (x − ",
            "category    Contract: Month-to-month, One year, Two year\n",
            "seed        7, split seed 3\n",
            "shards      4\n",
            "sha-256     ");
    assertThat(Bellows.run("inspect", folder.resolve("run/model").toString(), "--spec").out())
        .contains("\"threshold\" : 0.25", "\"batch-size\" : 128");
  }

  @Test
  void describesARegression(SparkSession spark) {
    Bellows inspect =
        train(
            spark,
            """
            data:
              source: {format: generator, name: polynomial, rows: 100}
              label: y
              features: {polynomial-degree: 3}
            network: [{dense: {}}]
            solver: normal-equations
            """);

    assertThat(inspect.out())
        .containsPattern("label       y, a number around -?[0-9.e-]+ ± [0-9.]+\n")
        .contains(
            "layer       dense, identity: 3 → 1, 4 parameters\n",
            "parameters  4, 16 bytes\n",
            "powers      2, up to degree 3\n",
            "inputs      3\n")
        .doesNotContain("threshold");
  }

  @Test
  void describesALossWithItsConstantsAndWhatNumbersItLearns(SparkSession spark) throws IOException {
    Files.writeString(folder.resolve("answers.csv"), "x,u,v\n1,0,1\n2,1,1\n3,1,0\n4,0,0\n");
    Bellows inspect =
        train(
            spark,
            """
            data: {source: {format: csv, path: answers.csv}, label: [u, v]}
            network: [{dense: {}}]
            loss: {name: binary-focal, gamma: 1.5}
            training: {epochs: 1}
            """);

    assertThat(inspect.out())
        .contains(
            "label       u, 0 and 1\n",
            "label       v, 0 and 1\n",
            "threshold   1 from a probability of 0.5000 on\n",
            "loss        binary-focal, gamma 1.5, predictions by sigmoid\n");
  }

  @Test
  void aFolderWithoutAModelIsBadData() {
    Bellows inspect = Bellows.run("inspect", folder.toString());

    assertThat(inspect.status()).isEqualTo(3);
    assertThat(inspect.err())
        .startsWith("bellows: Cannot find a model in ")
        .endsWith("there is no model.json\n");
  }
}
