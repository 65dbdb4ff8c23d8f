package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellows.data.generator.Generator;
import dev.bellows.data.generator.Generators;
import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A forecast from windows of the past is worth more than repeating the past. */
@Tag("system")
@ExtendWith(SparkExtension.class)
class DemandIT {
  private static final int STORES = 20;
  private static final int ROWS = 14_600;
  private static final Path JOB = JobsTest.JOBS.resolve("demand-gru.yaml");

  @TempDir Path folder;

  @Test
  void aForecastBeatsWhatWasSoldADayOrAWeekAgo(SparkSession spark) throws IOException {
    assertThat(JOB).content().contains("rows: 14600, stores: 20", "after: 2023-09-30");
    String run = folder.resolve("run").toString();
    Bellows train =
        Bellows.run("train", JOB.toString(), "--out", run, "--set", "training.epochs=6");
    assertThat(train.status()).as(train.toString()).isZero();

    JsonNode manifest =
        new ObjectMapper().readTree(Files.readString(Path.of(run, "manifest.json")));
    assertThat(manifest.at("/data/validation_rows").asInt()).isEqualTo(92 * STORES);
    assertThat(manifest.at("/validation/mae").asDouble())
        .isPositive()
        .isLessThan(0.5 * meanErrorOfRepeating(1))
        .isLessThan(0.5 * meanErrorOfRepeating(7));

    Bellows explain =
        Bellows.run(
            "explain",
            run,
            "--spec",
            JOB.toString(),
            "--held-out",
            "--rows",
            "200",
            "--repeats",
            "1");
    assertThat(explain.out().lines().filter(line -> !line.isBlank()).skip(1).limit(3))
        .extracting(line -> line.split(" ")[0])
        .containsExactlyInAnyOrder("sales", "price", "price_tomorrow");
  }

  /** The mean absolute error of the sales some days ago, over the days held out. */
  private static double meanErrorOfRepeating(int days) {
    Generator demand = Generators.of("demand", 0, Map.of("stores", String.valueOf(STORES)));
    return IntStream.range(0, ROWS)
        .filter(i -> demand.row(i)[0].toString().compareTo("2023-09-30") > 0)
        .mapToDouble(i -> Math.abs(sales(demand, i) - sales(demand, i - days * STORES)))
        .average()
        .orElseThrow();
  }

  private static int sales(Generator demand, long row) {
    return (int) demand.row(row)[4];
  }
}
