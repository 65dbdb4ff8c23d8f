package dev.bellows.job;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.testing.SparkExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.evaluation.ClusteringEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a model of IBM's telephone customers is good for beside predictions. */
@Tag("system")
@ExtendWith(SparkExtension.class)
class CustomersIT {
  private static final Path TABLE =
      Path.of(System.getProperty("bellows.data", "../../shared/data"), "telco-churn.csv")
          .toAbsolutePath()
          .normalize();

  @TempDir Path folder;

  /** The generator's customers have the columns of the real ones. */
  private String table() {
    if (Files.exists(TABLE)) {
      return TABLE.toString();
    }
    String made = folder.resolve("churn.csv").toString();
    succeed("generate", "churn", "--rows", "7000", "--out", made);
    return made;
  }

  /** The steps of {@code jobs/telco-segments.yaml}. */
  @Test
  void customersWithLikeCodesLeaveAlike(SparkSession spark) {
    String table = table();
    String run = folder.resolve("run").toString();
    String codes = folder.resolve("codes.parquet").toString();
    train("telco-segments.yaml", table, run);
    succeed("predict", run, table, codes, "--code", "--columns", "customerID,Churn");

    Dataset<Row> customers =
        spark
            .read()
            .parquet(codes)
            .withColumn("point", array_to_vector(col("code")))
            .repartition(1)
            .sortWithinPartitions("customerID"); // k-means begins with a sample of the rows
    Dataset<Row> segments =
        new KMeans()
            .setK(5)
            .setSeed(1)
            .setFeaturesCol("point")
            .setPredictionCol("segment")
            .fit(customers)
            .transform(customers);
    assertThat(
            new ClusteringEvaluator()
                .setFeaturesCol("point")
                .setPredictionCol("segment")
                .evaluate(segments))
        .as("silhouette")
        .isGreaterThan(0.4);
    List<Row> found =
        segments
            .groupBy("segment")
            .agg(expr("avg(IF(Churn = 'Yes', 1, 0)) AS leave"), expr("count(*) AS customers"))
            .orderBy("leave")
            .collectAsList();
    assertThat(found).hasSize(5);
    assertThat(found).allSatisfy(row -> assertThat(row.getLong(2)).isGreaterThan(200));
    assertThat(found.get(4).getDouble(1)).isGreaterThan(3 * found.get(0).getDouble(1));
  }

  @Test
  void contractTenureAndChargesMatterMostToLogisticRegression(SparkSession spark) {
    assertThat(ranked("telco-churn-logistic.yaml").subList(0, 3))
        .containsExactlyInAnyOrder("tenure", "Contract", "TotalCharges");
  }

  /** Of charges a network needs little: the kind of Internet service says nearly the same. */
  @Test
  void tenureAndContractMatterMostToANetwork(SparkSession spark) {
    assertThat(ranked("telco-churn.yaml").subList(0, 3))
        .containsExactlyInAnyOrder("tenure", "Contract", "InternetService");
  }

  /** The columns of the real table, the most important first. */
  private List<String> ranked(String job) {
    assumeTrue(Files.exists(TABLE), "no real data: " + TABLE);
    String run = folder.resolve("run").toString();
    train(job, TABLE.toString(), run);
    String explained =
        succeed("explain", run, TABLE.toString(), "--metric", "auc", "--rows", "2000").out();
    return explained.lines().skip(1).limit(5).map(line -> line.split(" ", 2)[0]).toList();
  }

  private static void train(String job, String table, String run) {
    succeed(
        "train",
        JobsTest.JOBS.resolve(job).toString(),
        "--set",
        "data.source.path=" + table,
        "--set",
        "engine=local",
        "--out",
        run);
  }

  private static Bellows succeed(String... words) {
    Bellows bellows = Bellows.run(words);
    assertThat(bellows.status()).as(bellows.toString()).isZero();
    return bellows;
  }
}
