package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

@ExtendWith(SparkExtension.class)
class SparkSessionsTest {
  @Test
  void aSessionThatExistsIsUsedAndNotStopped(SparkSession spark) {
    SparkOptions options =
        CommandLine.populateCommand(new SparkOptions(), "--master", "spark://nowhere:1");
    try (SparkSessions sessions = SparkSessions.open(options, "x")) {
      assertThat(sessions.session()).isSameAs(spark);
    }

    assertThat(spark.sparkContext().isStopped()).isFalse();
  }
}
