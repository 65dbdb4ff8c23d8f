package dev.bellows.spark;

import static dev.bellows.spark.SourceTests.columns;
import static dev.bellows.spark.SourceTests.csv;
import static dev.bellows.spark.SourceTests.drop;
import static dev.bellows.spark.SourceTests.dropping;
import static dev.bellows.spark.SourceTests.failure;
import static dev.bellows.spark.SourceTests.label;
import static dev.bellows.spark.SourceTests.query;
import static dev.bellows.spark.SourceTests.rows;
import static dev.bellows.spark.SourceTests.source;
import static dev.bellows.spark.SourceTests.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.Row;
import dev.bellows.testing.SparkExtension;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class SplitTest {
  private final SparkSession spark;

  @TempDir private Path folder;

  SplitTest(SparkSession spark) {
    this.spark = spark;
  }

  private static SplitSpec fraction(double fraction, long seed, String... key) {
    return new SplitSpec.Fraction(fraction, List.of(key), seed);
  }

  /** Values of the first column in the held-out rows. */
  private Set<Double> heldOut(SourceSpec source, ColumnSpec columns, SplitSpec split) {
    return SourceReader.open(spark, source, columns, split)
        .rows()
        .filter(Row::validation)
        .collect()
        .stream()
        .map(row -> row.number(0))
        .collect(Collectors.toSet());
  }

  /** Rows x, g = x / 10, y. */
  private String numbers(String name, int from, int to, String label) {
    return write(
        folder,
        name,
        IntStream.range(from - 1, to)
            .mapToObj(x -> x < from ? "x,g,y" : x + ",g" + x / 10 + "," + label)
            .toArray(String[]::new));
  }

  @Test
  void aFractionIsHeldOutByFeaturesAlone() {
    String some = numbers("a.csv", 1000, 3000, "1");
    Set<Double> heldOut = heldOut(csv(some), label("y"), fraction(0.2, 0));
    assertThat(heldOut.size()).isBetween(340, 460);
    // Another label, or more rows, moves no row to the other side.
    String relabelled = numbers("b.csv", 1000, 3000, "2");
    assertThat(heldOut(csv(relabelled), label("y"), fraction(0.2, 0))).isEqualTo(heldOut);
    String more = numbers("c.csv", 900, 3100, "1");
    assertThat(heldOut(csv(more), label("y"), fraction(0.2, 0))).containsAll(heldOut);
    // A larger fraction holds out the same rows and more.
    assertThat(heldOut(csv(some), label("y"), fraction(0.4, 0))).containsAll(heldOut);
    // Another seed draws anew.
    Set<Double> other = heldOut(csv(some), label("y"), fraction(0.2, 1));
    other.retainAll(heldOut);
    assertThat(other.size()).isBetween(40, 130);
  }

  @Test
  void rowsOfOneKeyStayTogether() {
    String path = numbers("a.csv", 1000, 3000, "1");
    Set<Double> heldOut = heldOut(csv(path), label("y"), fraction(0.3, 0, "g"));
    assertThat(heldOut).isNotEmpty().hasSizeLessThan(2000);
    for (double x : heldOut) {
      double ten = Math.floor(x / 10) * 10;
      for (int i = 0; i < 10; i++) {
        assertThat(heldOut).contains(ten + i);
      }
    }
    // The key may be dropped as a feature: it hashes the same.
    assertThat(heldOut(csv(path), drop(label("y"), "g"), fraction(0.3, 0, "g"))).isEqualTo(heldOut);
  }

  @Test
  void aColumnMayTell() {
    String path =
        write(
            folder,
            "a.csv",
            "x,part,y",
            "1,true,0",
            "2,no,0",
            "3,Validation,0",
            "4,training,0",
            "5,1,0",
            "6,0.0,0",
            "7,yes,0",
            "8,FALSE,0");
    SplitSpec split = new SplitSpec.ByColumn("part");
    Table table = SourceReader.open(spark, csv(path), label("y"), split);
    assertThat(columns(table)).isEqualTo("x:N y:N+");
    assertThat(rows(table).stream().filter(row -> row.endsWith("!")))
        .containsExactly("1.0 0.0 !", "3.0 0.0 !", "5.0 0.0 !", "7.0 0.0 !");
    Table typed =
        SourceReader.open(
            spark,
            query("SELECT id AS x, id = 1 AS part, 0 AS y FROM range(2)"),
            label("y"),
            split);
    assertThat(rows(typed)).containsExactly("0.0 0.0", "1.0 0.0 !");
    String bad = write(folder, "b.csv", "x,part,y", "1,true,0", "2,maybe,0");
    assertThat(failure(() -> rows(SourceReader.open(spark, csv(bad), label("y"), split))))
        .isEqualTo(
            "Invalid split: 'maybe' in column part, %s line 3: write true, 1, yes or validation for rows to hold out and false, 0, no or training for the others, or set bad-rows: drop"
                .formatted(bad));
    assertThat(rows(SourceReader.open(spark, dropping(csv(bad)), label("y"), split))).hasSize(1);
  }

  @Test
  void theLastRowsOfAFileAreThoseWhateverItsBlocks() {
    int rows = 3000;
    String path =
        write(
            folder,
            "a.csv",
            IntStream.rangeClosed(0, rows)
                .mapToObj(x -> x == 0 ? "x,y" : x % 7 == 0 ? x + ",1\n" : x + ",1")
                .toArray(String[]::new));
    String lines =
        write(
            folder,
            "a.svm",
            IntStream.rangeClosed(1, rows).mapToObj(x -> "1 1:" + x).toArray(String[]::new));
    String objects =
        write(
            folder,
            "a.json",
            IntStream.rangeClosed(1, rows)
                .mapToObj(x -> "{\"x\":" + x + ",\"y\":1}")
                .toArray(String[]::new));
    SplitSpec last = new SplitSpec.Last(100);
    Set<Double> expected =
        IntStream.rangeClosed(rows - 99, rows)
            .mapToObj(x -> (double) x)
            .collect(Collectors.toSet());
    int[] bytes = {100_000_000, 5000, 1013};
    int[] partitions = {1, 3, 15};
    for (int i = 0; i < bytes.length; i++) {
      SparkSession blocks = spark.newSession();
      blocks.conf().set("spark.sql.files.maxPartitionBytes", bytes[i]);
      blocks.conf().set("spark.sql.files.openCostInBytes", 1);
      Table table = SourceReader.open(blocks, csv(path), label("y"), last);
      assertThat(table.rows().getNumPartitions()).isGreaterThanOrEqualTo(partitions[i]);
      assertThat(table.rows().filter(Row::validation).map(row -> row.number(0)).collect())
          .hasSize(100)
          .containsAll(expected);
      Table json =
          SourceReader.open(blocks, source(SourceSpec.Format.JSON, objects), label("y"), last);
      assertThat(json.rows().filter(Row::validation).map(row -> row.number(0)).collect())
          .hasSize(100)
          .containsAll(expected);
      Table libsvm =
          SourceReader.open(blocks, source(SourceSpec.Format.LIBSVM, lines), label("label"), last);
      assertThat(libsvm.rows().filter(Row::validation).map(row -> row.number(1)).collect())
          .hasSize(100)
          .containsAll(expected);
    }
  }

  @Test
  void theLastRowsOfOneParquetFileAreThose() {
    String path = folder.resolve("one").toString();
    spark.range(0, 1000, 1, 1).selectExpr("id AS x", "0 AS y").write().parquet(path);
    assertThat(heldOut(source(SourceSpec.Format.PARQUET, path), label("y"), new SplitSpec.Last(3)))
        .containsExactlyInAnyOrder(997.0, 998.0, 999.0);
  }

  @Test
  void withoutOrderThereIsNoLastRow() {
    numbers("in/a.csv", 1, 5, "1");
    numbers("in/b.csv", 1, 5, "1");
    String why =
        "Cannot hold out the last rows of %s: only one text file, one Parquet file or images have an order; split by fraction, column or date";
    SplitSpec last = new SplitSpec.Last(2);
    assertThat(failure(() -> SourceReader.open(spark, csv(folder + "/in"), label("y"), last)))
        .isEqualTo(why.formatted(folder + "/in"));
    assertThat(
            failure(
                () -> SourceReader.open(spark, query("SELECT 1 AS x, 2 AS y"), label("y"), last)))
        .isEqualTo(why.formatted("the query"));
    String path = numbers("c.csv", 1, 5, "1");
    assertThat(
            failure(() -> SourceReader.open(spark, csv(path), label("y"), new SplitSpec.Last(4))))
        .isEqualTo("Cannot hold out the last 4 rows of %s: it has 4".formatted(path));
  }

  @Test
  void rowsAfterADateAreHeldOut() {
    String path =
        write(
            folder,
            "a.csv",
            "x,day,y",
            "1,2024-01-31,0",
            "2,2024-02-01T10:00:00,0",
            "3,2024-02-02,0");
    SplitSpec after = new SplitSpec.After("day", LocalDate.of(2024, 1, 31));
    Table table = SourceReader.open(spark, csv(path), label("y"), after);
    assertThat(columns(table)).isEqualTo("x:N y:N+");
    assertThat(rows(table)).containsExactly("1.0 0.0", "2.0 0.0 !", "3.0 0.0 !");
    String types =
        "SELECT 1 AS x, %1$s '2024-01-31 23:00:00' AS day, 0 AS y UNION ALL SELECT 2, %1$s '2024-02-01 00:00:00', 0";
    for (String type : List.of("TIMESTAMP_NTZ", "TIMESTAMP")) {
      SparkSession utc = spark.newSession();
      utc.conf().set("spark.sql.session.timeZone", "UTC");
      assertThat(rows(SourceReader.open(utc, query(types.formatted(type)), label("y"), after)))
          .containsExactly("1.0 0.0", "2.0 0.0 !");
    }
    assertThat(
            rows(
                SourceReader.open(
                    spark,
                    query("SELECT 1 AS x, DATE '2024-02-01' AS day, 0 AS y"),
                    label("y"),
                    after)))
        .containsExactly("1.0 0.0 !");
    String bad = write(folder, "b.csv", "x,day,y", "1,31.01.2024,0");
    assertThat(failure(() -> rows(SourceReader.open(spark, csv(bad), label("y"), after))))
        .isEqualTo(
            "Invalid date: '31.01.2024' in column day, %s line 2: write it like 2024-12-31, or set bad-rows: drop"
                .formatted(bad));
    assertThat(
            failure(
                () ->
                    SourceReader.open(
                        spark, query("SELECT 1 AS x, 2 AS day, 0 AS y"), label("y"), after)))
        .isEqualTo("Cannot split the query by column day: it is of type int, not a date");
  }
}
