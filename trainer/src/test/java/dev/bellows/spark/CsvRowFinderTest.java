package dev.bellows.spark;

import static dev.bellows.spark.SourceTests.csv;
import static dev.bellows.spark.SourceTests.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class CsvRowFinderTest {
  private static final int ROWS = 2000;
  private static final int BAD = 1500; // line 1501

  @TempDir private Path folder;

  @Test
  void farIntoAFileLinesAreCountedFromTheBlock(SparkSession shared) throws IOException {
    String path =
        SourceTests.write(
            folder,
            "a.csv",
            IntStream.rangeClosed(0, ROWS)
                .mapToObj(i -> i == 0 ? "x,y" : i == BAD ? "bad,1" : i + ",1")
                .toArray(String[]::new));
    SparkSession spark = shared.newSession();
    spark.conf().set("spark.sql.files.maxPartitionBytes", 4000);
    spark.conf().set("spark.sql.files.openCostInBytes", 1);
    JavaRDD<Row> rows = SourceReader.dataFrame(spark, csv(path)).toJavaRDD();
    assertThat(rows.getNumPartitions()).isGreaterThan(2);
    assertThat(find(rows, path, InputLines.FAR))
        .isEqualTo("Found, %s line %d: nothing".formatted(path, BAD + 1));
    // The block that holds the line begins at a multiple of 4000 bytes.
    byte[] bytes = Files.readAllBytes(Path.of(path));
    int bad = new String(bytes, java.nio.charset.StandardCharsets.UTF_8).indexOf("bad");
    int start = bad / 4000 * 4000;
    int lines = 0;
    for (int i = start; i < bad; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    assertThat(find(rows, path, 1000))
        .isEqualTo("Found, %s line %d after byte %d: nothing".formatted(path, lines, start));
  }

  private static String find(JavaRDD<Row> rows, String path, long far) {
    CsvRowFinder finder = new CsvRowFinder(CsvFormat.of(csv(path)), List.of("x", "y"), far);
    return failure(
        () ->
            rows.map(
                    row -> {
                      if (row.getString(0).equals("bad")) {
                        throw finder.explain(
                            new BadValue("Lost", "nothing"),
                            row,
                            other -> {
                              if (other.getString(0).equals("bad")) {
                                throw new BadValue("Found", "nothing");
                              }
                            });
                      }
                      return row;
                    })
                .count());
  }
}
