package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Layers that read in order tell what a model that counts cannot. */
@Tag("system")
@ExtendWith(SparkExtension.class)
class BracketsIT {
  private static final Pattern ACCURACY = Pattern.compile("completed .* accuracy ([0-9.]+)");

  @TempDir Path folder;

  @Test
  void aCharacterLstmLearnsToMatchBrackets(SparkSession spark) {
    assertThat(accuracy(JobsTest.JOBS.resolve("brackets-lstm.yaml"))).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void aSmallTransformerLearnsToMatchBrackets(SparkSession spark) {
    assertThat(accuracy(JobsTest.JOBS.resolve("brackets-transformer.yaml")))
        .isGreaterThanOrEqualTo(0.99);
  }

  /** With 2,000 rows held out, 0.05 is more than four standard errors. */
  @Test
  void whatCountsThemStaysAtChance(SparkSession spark) throws IOException {
    String job = Files.readString(JobsTest.JOBS.resolve("brackets-lstm.yaml"));
    String layer = "  - lstm: {units: 48} ";
    assertThat(job).contains(layer);
    Path bag = folder.resolve("bag.yaml");
    Files.writeString(
        bag,
        job.replace(layer, "  - global-average-pool\n  - dense: {units: 48, activation: relu} #"));
    assertThat(accuracy(bag)).isBetween(0.45, 0.55);
  }

  private double accuracy(Path job) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Main.run(
            new PrintWriter(out),
            new PrintWriter(err),
            "train",
            job.toString(),
            "--out",
            folder.resolve("run").toString(),
            "--set",
            "engine=local");
    assertThat(status).as(out + "" + err).isZero();
    Matcher matcher = ACCURACY.matcher(out.toString());
    assertThat(matcher.find()).as(out.toString()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }
}
