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
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the jobs reach on real data, as the mean of several runs. The data are not part of the
 * project: where they do not lie beside it, or in the folder that the system property {@code
 * bellows.data} names, these tests are skipped.
 */
@Tag("system")
@ExtendWith(SparkExtension.class)
class ReferenceResultsIT {
  private static final Path DATA = Path.of(System.getProperty("bellows.data", "../../shared/data"));
  private static final Path JOBS = Path.of("../jobs");
  private static final String SPLITS = "data.validation.seed=0,1,2,3,4";
  private static final String SEEDS = "seed=0,1,2,3,4";
  private static final String TWO_SEEDS = "seed=0,1";

  @TempDir Path folder;

  /** A job, what its runs differ in, its data, and what the mean of each metric must reach. */
  private record Reference(
      String job, String vary, Map<String, String> data, Map<String, Bound> bounds) {
    @Override
    public String toString() {
      return job;
    }
  }

  /** The worst that a metric may be. */
  private record Bound(Predicate<Double> holds, String text) {
    static Bound atLeast(double value) {
      return new Bound(mean -> mean >= value, "≥ " + value);
    }

    static Bound atMost(double value) {
      return new Bound(mean -> mean <= value, "≤ " + value);
    }
  }

  static Stream<Reference> references() {
    Map<String, String> houses = Map.of("path", "california-housing.csv");
    Map<String, String> digits =
        Map.of(
            "path", "mnist-10k-images-idx3-ubyte.gz", "labels", "mnist-10k-labels-idx1-ubyte.gz");
    return Stream.of(
        new Reference(
            "telco-churn.yaml",
            SPLITS,
            Map.of("path", "telco-churn.csv"),
            Map.of("auc", Bound.atLeast(0.843), "accuracy", Bound.atLeast(0.802))),
        new Reference(
            "telco-churn-logistic.yaml",
            SPLITS,
            Map.of("path", "telco-churn.csv"),
            Map.of(
                "auc", Bound.atLeast(0.845),
                "accuracy", Bound.atLeast(0.804),
                "loss", Bound.atMost(0.4175))),
        new Reference(
            "california-housing.yaml", SPLITS, houses, Map.of("rmse", Bound.atMost(53_500))),
        new Reference(
            "california-housing-linear.yaml", SPLITS, houses, Map.of("rmse", Bound.atMost(69_500))),
        new Reference("mnist-10k.yaml", SEEDS, digits, Map.of("accuracy", Bound.atLeast(0.960))),
        new Reference(
            "mnist-10k-lamb.yaml", TWO_SEEDS, digits, Map.of("accuracy", Bound.atLeast(0.960))),
        new Reference(
            "mnist-10k-cnn.yaml", SEEDS, digits, Map.of("accuracy", Bound.atLeast(0.985))));
  }

  @ParameterizedTest
  @MethodSource("references")
  void theMeanOfTheRunsReaches(Reference reference, SparkSession spark) {
    List<String> settings = new ArrayList<>();
    reference.data().forEach((key, file) -> settings.add("data.source." + key + "=" + data(file)));
    String table = train(reference.job(), reference.vary(), settings);
    reference
        .bounds()
        .forEach(
            (metric, bound) ->
                assertThat(bound.holds().test(mean(table, metric)))
                    .as("%s %s: %s", metric, bound.text(), table)
                    .isTrue());
  }

  private static Path data(String file) {
    Path path = DATA.resolve(file).toAbsolutePath().normalize();
    assumeTrue(Files.exists(path), "no real data: " + path);
    return path;
  }

  /** What the command prints; the session that there is runs it. */
  private String train(String job, String vary, List<String> settings) {
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
