package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.testing.SparkExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the jobs reach on real data, as the mean of five runs. The data are not part of the project:
 * where they do not lie beside it, or in the folder that the system property {@code bellows.data}
 * names, these tests are skipped.
 */
@Tag("system")
@ExtendWith(SparkExtension.class)
class ReferenceResultsIT {
  private static final Path DATA = Path.of(System.getProperty("bellows.data", "../../shared/data"));
  private static final Path JOBS = Path.of("../jobs");
  private static final String SPLITS = "data.validation.seed=0,1,2,3,4";

  @TempDir Path folder;

  @Test
  void churnOfTelephoneCustomers(SparkSession spark) {
    String table = train("telco-churn.yaml", SPLITS, "data.source.path=" + data("telco-churn.csv"));
    assertThat(mean(table, "auc")).as(table).isGreaterThanOrEqualTo(0.843);
    assertThat(mean(table, "accuracy")).as(table).isGreaterThanOrEqualTo(0.802);
  }

  @Test
  void pricesOfHousesByANetwork(SparkSession spark) {
    String table =
        train(
            "california-housing.yaml",
            SPLITS,
            "data.source.path=" + data("california-housing.csv"));
    assertThat(mean(table, "rmse")).as(table).isLessThanOrEqualTo(53_500);
  }

  @Test
  void pricesOfHousesInClosedForm(SparkSession spark) {
    String table =
        train(
            "california-housing-linear.yaml",
            SPLITS,
            "data.source.path=" + data("california-housing.csv"));
    assertThat(mean(table, "rmse")).as(table).isLessThanOrEqualTo(69_500);
  }

  @Test
  void handwrittenDigits(SparkSession spark) {
    String table =
        train(
            "mnist-10k.yaml",
            "seed=0,1,2,3,4",
            "data.source.path=" + data("mnist-10k-images-idx3-ubyte.gz"),
            "data.source.labels=" + data("mnist-10k-labels-idx1-ubyte.gz"));
    assertThat(mean(table, "accuracy")).as(table).isGreaterThanOrEqualTo(0.960);
  }

  private static Path data(String file) {
    Path path = DATA.resolve(file).toAbsolutePath().normalize();
    assumeTrue(Files.exists(path), "no real data: " + path);
    return path;
  }

  /** What the command prints; the session that there is runs it. */
  private String train(String job, String vary, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "train",
                JOBS.resolve(job).toString(),
                "--vary",
                vary,
                "--out",
                folder.resolve("run").toString(),
                "--set",
                "engine=local"));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Main.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
    assertThat(status).as(out + "" + err).isZero();
    System.out.printf("%s%n%s", job, out.toString().substring(out.toString().indexOf("metric ")));
    return out.toString();
  }

  /** The mean in the table of spreads. */
  private static double mean(String table, String metric) {
    return table
        .lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.split(" +", -1)[1]))
        .findFirst()
        .orElseThrow();
  }
}
