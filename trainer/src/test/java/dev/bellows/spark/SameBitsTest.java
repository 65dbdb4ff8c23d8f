package dev.bellows.spark;

import static dev.bellows.spark.SourceTests.csv;
import static dev.bellows.spark.SourceTests.identities;
import static dev.bellows.spark.SourceTests.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.Row;
import dev.bellows.testing.SparkExtension;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same values give the same rows, from any format, cut and ordered in any way. */
@ExtendWith(SparkExtension.class)
class SameBitsTest {
  private static final String VALUES =
      "SELECT CAST(id AS int) AS whole, CAST(id * 1000000007 AS bigint) AS large,"
          + " CAST(rand(1) * 1e6 AS double) AS exact, CAST(rand(2) AS float) AS single,"
          + " CAST(rand(3) * 1000 AS decimal(12, 4)) AS money, id % 3 = 0 AS flag,"
          + " IF(id % 5 = 0, NULL, concat(' level \"', id % 4, '\", or so ')) AS level,"
          + " IF(id % 7 = 0, NULL, rand(4) * 1e-9) AS blank,"
          + " date_add(DATE '2024-01-01', CAST(id % 50 AS int)) AS day,"
          + " CAST(date_add(DATE '2024-01-01', CAST(id % 3 AS int)) AS timestamp_ntz) AS moment,"
          + " timestamp_seconds(id % 4 + 0.5) AS instant,"
          + " CAST(id % 9 AS double) AS code, CAST(1 + id % 2 AS double) AS weight,"
          + " IF(id % 11 < 6, 1, 0) AS y FROM range(0, 500, 1, 2)";

  private static final ColumnSpec COLUMNS =
      new ColumnSpec(
          List.of("y"),
          ColumnSpec.LabelKind.CLASS,
          null,
          "weight",
          List.of(),
          List.of("day", "code", "moment", "instant"),
          List.of());

  private final SparkSession spark;

  @TempDir private Path folder;

  SameBitsTest(SparkSession spark) {
    this.spark = spark.newSession();
    this.spark.conf().set("spark.sql.session.timeZone", "UTC"); // in which CSV is written
  }

  private Table open(SourceSpec source) {
    return SourceReader.open(spark, source, COLUMNS, new SplitSpec.Fraction(0.25, List.of(), 3));
  }

  private static List<String> heldOut(Table table) {
    return table.rows().filter(Row::validation).collect().stream()
        .map(row -> Long.toHexString(row.identityHigh()))
        .sorted()
        .toList();
  }

  @Test
  void fromCsvAndParquetInAnyPartitionsAndOrder() {
    Dataset<org.apache.spark.sql.Row> values = spark.sql(VALUES);
    String first = folder.resolve("first").toString();
    values.write().parquet(first);
    Table reference = open(source(SourceSpec.Format.PARQUET, first));
    List<String> identities = identities(reference);
    List<String> heldOut = heldOut(reference);
    assertThat(identities).hasSize(500).doesNotHaveDuplicates();
    assertThat(heldOut.size()).isBetween(90, 160);
    for (int partitions : new int[] {1, 3, 7}) {
      // Columns in the order of the alphabet, backwards, rows in another order.
      Dataset<org.apache.spark.sql.Row> shuffled =
          spark
              .read()
              .parquet(first)
              .select(
                  "y", "whole", "weight", "single", "money", "level", "large", "flag", "exact",
                  "day", "code", "blank", "moment", "instant")
              .orderBy(functions.rand(partitions))
              .repartition(partitions);
      String parquet = folder.resolve("parquet" + partitions).toString();
      String csv = folder.resolve("csv" + partitions).toString();
      shuffled.write().parquet(parquet);
      shuffled.write().option("header", true).option("escape", "\"").csv(csv);
      for (Table table :
          List.of(open(source(SourceSpec.Format.PARQUET, parquet)), open(csv(csv)))) {
        assertThat(identities(table)).isEqualTo(identities);
        assertThat(heldOut(table)).isEqualTo(heldOut);
      }
    }
  }

  @Test
  void fromOrcAndJson() {
    String json = folder.resolve("json").toString();
    String orc = folder.resolve("orc").toString();
    // JSON knows neither float nor decimal nor date: what it reads back is what is compared.
    String plain =
        "SELECT CAST(id AS bigint) AS whole, rand(1) AS exact, id % 3 = 0 AS flag,"
            + " IF(id % 5 = 0, NULL, concat('level ', id % 4)) AS day, concat('c', id % 9) AS code,"
            + " 1.5D AS weight, id % 2 AS y, 'then' AS moment, 'now' AS instant"
            + " FROM range(0, 100, 1, 2)";
    spark.sql(plain).write().json(json);
    spark.sql(plain).write().orc(orc);
    assertThat(identities(open(source(SourceSpec.Format.JSON, json))))
        .hasSize(100)
        .isEqualTo(identities(open(source(SourceSpec.Format.ORC, orc))));
  }

  @Test
  void fromArraysAndColumnsOfTheirElements() {
    ColumnSpec columns = ColumnSpec.ofLabel("y");
    SplitSpec split = SplitSpec.none();
    Table array =
        SourceReader.open(
            spark, SourceTests.query("SELECT array(0.1F, 2F) AS a, 3 AS y"), columns, split);
    String file = SourceTests.write(folder, "a.csv", "y,a[1],a[0]", "3,2.0,0.1");
    assertThat(identities(array))
        .isEqualTo(identities(SourceReader.open(spark, csv(file), columns, split)));
  }

  @Test
  void anotherValueIsAnotherRow() {
    String a = SourceTests.write(folder, "a.csv", "x,t,y", "1,a,0");
    String b = SourceTests.write(folder, "b.csv", "x,t,y", "1,a,1");
    String c = SourceTests.write(folder, "c.csv", "x,t,y", "1,b,0");
    String d = SourceTests.write(folder, "d.csv", "x,t,y", ",a,0");
    ColumnSpec columns = ColumnSpec.ofLabel("y");
    assertThat(
            List.of(a, b, c, d).stream()
                .map(
                    path ->
                        identities(SourceReader.open(spark, csv(path), columns, SplitSpec.none())))
                .distinct())
        .hasSize(4);
  }
}
