package dev.bellows.spark;

import static dev.bellows.spark.SourceTests.dropping;
import static dev.bellows.spark.SourceTests.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.InputSpec;
import dev.bellows.data.InputSpec.ShortHistory;
import dev.bellows.data.Shape;
import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class SeriesSourceTest {
  private static final String SALES =
      """
      shop,day,sold,price
      B,2024-01-02,20,2
      A,2024-01-03,3,7
      A,2024-01-01,1,9
      B,2024-01-01,10,1
      A,2024-01-04,4,6
      A,2024-01-02,2,
      """;

  private final SparkSession spark;

  @TempDir private Path folder;

  SeriesSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  private static InputSpec.Series series(int steps, int horizon, ShortHistory shortHistory) {
    return new InputSpec.Series(
        List.of("sold", "price"), List.of("shop"), "day", steps, horizon, shortHistory);
  }

  private SourceSpec csv(String text) {
    Path file = folder.resolve("table.csv");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return SourceSpec.of(SourceSpec.Format.CSV, file.toString());
  }

  private Table open(String text, InputSpec.Series series, SplitSpec split) {
    return SourceReader.open(
        spark, csv(text), ColumnSpec.ofLabel("sold").withInputs(series), split);
  }

  /** {@code label: step step …}, each step with its numbers. */
  private static List<String> windows(Table table) {
    int width = table.columns().numbers() - 1;
    int label =
        table.columns().slot(table.columns().with(dev.bellows.data.Column.Role.LABEL).get(0));
    return table
        .rows()
        .map(
            row -> {
              StringBuilder text = new StringBuilder(row.validation() ? "held out " : "");
              text.append((int) row.number(label)).append(':');
              int first = label == 0 ? 1 : 0;
              for (int i = first; i < first + width; i++) {
                double value = row.number(i);
                text.append(' ').append(Double.isNaN(value) ? "-" : String.valueOf((int) value));
              }
              return text.toString();
            })
        .collect();
  }

  @Test
  void aWindowIsTheStepsBeforeItsLabelOldestFirst() {
    Table table = open(SALES, series(2, 1, ShortHistory.SKIP), SplitSpec.none());
    assertThat(table.columns().shape()).isEqualTo(Shape.of(2, 2));
    assertThat(windows(table)).containsExactlyInAnyOrder("3: 1 9 2 -", "4: 2 - 3 7");
  }

  @Test
  void theHorizonLiesBetweenAWindowAndItsLabel() {
    assertThat(windows(open(SALES, series(2, 2, ShortHistory.SKIP), SplitSpec.none())))
        .containsExactly("4: 1 9 2 -");
    assertThat(windows(open(SALES, series(1, 3, ShortHistory.SKIP), SplitSpec.none())))
        .containsExactly("4: 1 9");
  }

  @Test
  void paddingFollowsWhatAShortHistoryHas() {
    assertThat(windows(open(SALES, series(2, 1, ShortHistory.PAD), SplitSpec.none())))
        .containsExactlyInAnyOrder("2: 1 9 - -", "3: 1 9 2 -", "4: 2 - 3 7", "20: 10 1 - -");
  }

  @Test
  void theLabelsDateDecidesTheSideOfAWindow() {
    SplitSpec after = new SplitSpec.After("day", LocalDate.of(2024, 1, 3));
    assertThat(windows(open(SALES, series(2, 1, ShortHistory.SKIP), after)))
        .containsExactlyInAnyOrder("3: 1 9 2 -", "held out 4: 2 - 3 7");
  }

  @Test
  void wholeSeriesAreHeldOutByTheirKey() {
    SplitSpec byShop = new SplitSpec.Fraction(0.5, List.of("shop"), 1);
    List<String> lines =
        IntStream.range(0, 40).mapToObj(i -> "S%d,%d,%d,0".formatted(i % 8, i / 8, i)).toList();
    List<String> windows =
        windows(
            open(
                "shop,day,sold,price\n" + String.join("\n", lines) + "\n",
                series(2, 1, ShortHistory.SKIP),
                byShop));
    assertThat(windows).hasSize(24);
    List<Integer> shops =
        windows.stream()
            .filter(window -> window.startsWith("held out"))
            .map(window -> Integer.parseInt(window.replaceAll("held out |:.*", "")) % 8)
            .toList();
    assertThat(shops).isNotEmpty().hasSizeLessThan(24);
    assertThat(shops.size()).isEqualTo(3 * (int) shops.stream().distinct().count());
  }

  @Test
  void numbersAreOrderedAsNumbers() {
    String table = "shop,day,sold,price\nA,10,3,0\nA,9,2,0\nA,-1,1,0\n";
    assertThat(windows(open(table, series(1, 1, ShortHistory.SKIP), SplitSpec.none())))
        .containsExactly("2: 1 0", "3: 2 0");
  }

  @Test
  void microsecondsOrderTypedTimes() {
    String path = folder.resolve("times").toString();
    spark
        .sql(
            "SELECT 'A' AS shop, timestamp_micros(1735639200000000L + id) AS day,"
                + " CAST(id AS double) AS sold, 0D AS price FROM range(0, 4, 1, 3) ORDER BY id % 2")
        .write()
        .parquet(path);
    Table table =
        SourceReader.open(
            spark,
            SourceSpec.of(SourceSpec.Format.PARQUET, path),
            ColumnSpec.ofLabel("sold").withInputs(series(1, 1, ShortHistory.SKIP)),
            SplitSpec.none());
    assertThat(windows(table)).containsExactlyInAnyOrder("1: 0 0", "2: 1 0", "3: 2 0");
  }

  @Test
  void whoPredictsGetsTheNewestWindowToo() {
    assertThat(
            SourceReader.dataFrame(spark, csv(SALES), series(2, 1, ShortHistory.SKIP))
                .selectExpr("shop", "day", "window")
                .collectAsList())
        .extracting(row -> row.getString(0) + " " + row.getString(1) + " " + row.getList(2))
        .containsExactlyInAnyOrder(
            "A 2024-01-02 [1.0, 9.0, 2.0, null]",
            "A 2024-01-03 [2.0, null, 3.0, 7.0]",
            "A 2024-01-04 [3.0, 7.0, 4.0, 6.0]",
            "B 2024-01-02 [10.0, 1.0, 20.0, 2.0]");
  }

  @Test
  void whatHasNoOrderIsRefused() {
    assertThat(refusal(SALES + "A,2024-01-03,5,5\n"))
        .isEqualTo(
            "Cannot order a series by column day: it has two rows 2024-01-03 of A; leave one of them out, or sum them up with a query");
    assertThat(refusal(SALES + "A,7,5,5\n"))
        .isEqualTo(
            "Cannot order a series by column day: it has 7 of A and 2024-01-01 of A; numbers and dates have no order");
    assertThat(refusal(SALES + "A,3/12/2024,5,5\n"))
        .startsWith("Invalid order: '3/12/2024' in column day, ")
        .endsWith(
            "table.csv line 8: must be a number, or a date or time like 2024-12, 2024-12-31, 2024-12-31T10:00 or 2024-12-31 10:00:00.5+01:00; convert it with a query");
    assertThat(refusal(SALES + ",2024-01-03,5,5\n"))
        .contains("Invalid series: nothing in column shop, ", "line 8");
    assertThat(refusal(SALES + "A,2024-01-05,many,5\n"))
        .contains("Invalid number: 'many' in column sold, ", "line 8", "missing-values");
  }

  @Test
  void whatCannotBeCutIntoWindowsIsRefused() {
    InputSpec.Series series = series(2, 1, ShortHistory.SKIP);
    ColumnSpec columns = ColumnSpec.ofLabel("sold").withInputs(series);
    assertThat(
            failure(
                () -> SourceReader.open(spark, dropping(csv(SALES)), columns, SplitSpec.none())))
        .contains("the rows around them would become neighbours");
    assertThat(failure(() -> open(SALES.replace("price", "pris"), series, SplitSpec.none())))
        .contains("Cannot find column price in")
        .contains("did you mean pris?");
    assertThat(failure(() -> open(SALES.replace("shop", "window"), series, SplitSpec.none())))
        .contains("Cannot add a column window to");
    assertThat(
            failure(() -> windows(open(SALES, series(9, 1, ShortHistory.SKIP), SplitSpec.none()))))
        .contains("no series has 10 rows");
  }

  private String refusal(String text) {
    return failure(
        () ->
            SourceReader.open(
                    spark,
                    csv(text),
                    ColumnSpec.ofLabel("sold").withInputs(series(2, 1, ShortHistory.SKIP)),
                    SplitSpec.none())
                .rows()
                .collect());
  }
}
