package dev.bellows.spark;

import static dev.bellows.spark.SourceTests.csv;
import static dev.bellows.spark.SourceTests.dropping;
import static dev.bellows.spark.SourceTests.label;
import static dev.bellows.spark.SourceTests.numeric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.soak.ChildJvm;
import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class DroppedRowsTest {
  private static final int ROWS = 4000;
  private static final int BAD_EVERY = 9;

  @TempDir private Path folder;

  private String badFile() {
    return SourceTests.write(
        folder,
        "a.csv",
        IntStream.range(0, ROWS)
            .mapToObj(i -> i == 0 ? "x,y" : (i % BAD_EVERY == 0 ? "bad" : i) + ",1")
            .toArray(String[]::new));
  }

  private static Table open(SparkSession spark, String path) {
    spark.conf().set("spark.sql.files.maxPartitionBytes", 5000);
    spark.conf().set("spark.sql.files.openCostInBytes", 1);
    return SourceReader.open(
        spark, dropping(csv(path)), numeric(label("y"), "x"), SplitSpec.none());
  }

  @Test
  void eachRowCountsOnceHoweverOftenItIsRead(SparkSession spark) {
    Table table = open(spark.newSession(), badFile());
    assertThat(table.droppedRows().getAsLong()).isZero();
    table.rows().take(1);
    long some = table.droppedRows().getAsLong();
    assertThat(some).isLessThan(ROWS / BAD_EVERY);
    for (int action = 0; action < 3; action++) {
      assertThat(table.rows().count()).isEqualTo(ROWS - 1 - (ROWS - 1) / BAD_EVERY);
      assertThat(table.droppedRows().getAsLong()).isEqualTo((ROWS - 1) / BAD_EVERY);
    }
    // Fewer, larger tasks over the same partitions.
    assertThat(table.rows().coalesce(1).count()).isPositive();
    assertThat(table.droppedRows().getAsLong()).isEqualTo((ROWS - 1) / BAD_EVERY);
  }

  @Test
  void andHoweverOftenATaskFails() throws IOException, InterruptedException {
    try (ChildJvm jvm = ChildJvm.of(FailingTasks.class).heap("512m").arguments(badFile()).start()) {
      ChildJvm.Result result = jvm.await(Duration.ofMinutes(10));
      assertThat(result.output()).as(result.errors()).isEqualTo("good 3555 dropped 444\n");
    }
  }

  /** Reads a file with tasks that fail twice, after their last row. */
  static final class FailingTasks {
    public static void main(String[] args) throws IOException {
      try (SparkSession spark =
          SparkSession.builder()
              .master("local[2,3]")
              .config("spark.ui.enabled", false)
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .getOrCreate()) {
        Table table = open(spark, args[0]);
        long good =
            table
                .rows()
                .mapPartitions(
                    rows -> {
                      long count = 0;
                      for (; rows.hasNext(); rows.next()) {
                        count++;
                      }
                      int attempt = TaskContext.get().attemptNumber();
                      if (attempt < 2) {
                        throw new IllegalStateException("attempt " + attempt);
                      }
                      return java.util.List.of(count).iterator();
                    })
                .reduce(Long::sum);
        System.out.printf("good %d dropped %d%n", good, table.droppedRows().getAsLong());
      }
    }
  }
}
