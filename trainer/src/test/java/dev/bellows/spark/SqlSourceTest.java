package dev.bellows.spark;

import static dev.bellows.spark.SourceTests.categorical;
import static dev.bellows.spark.SourceTests.columns;
import static dev.bellows.spark.SourceTests.drop;
import static dev.bellows.spark.SourceTests.dropping;
import static dev.bellows.spark.SourceTests.failure;
import static dev.bellows.spark.SourceTests.kind;
import static dev.bellows.spark.SourceTests.label;
import static dev.bellows.spark.SourceTests.missing;
import static dev.bellows.spark.SourceTests.numeric;
import static dev.bellows.spark.SourceTests.query;
import static dev.bellows.spark.SourceTests.rows;
import static dev.bellows.spark.SourceTests.source;
import static dev.bellows.spark.SourceTests.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.spark.SourceSpec.Format;
import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SparkExtension.class)
class SqlSourceTest {
  private final SparkSession spark;

  @TempDir private Path folder;

  SqlSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  private Table open(SourceSpec source, ColumnSpec columns) {
    return SourceReader.open(spark, source, columns, SplitSpec.none());
  }

  private String failureOf(SourceSpec source, ColumnSpec columns) {
    return failure(() -> rows(open(source, columns)));
  }

  /** Writes the result of a query as one file. */
  private String write(Format format, String query) {
    String path = folder.resolve(format.name().toLowerCase(java.util.Locale.ROOT)).toString();
    spark.sql(query).coalesce(1).write().format(format.name()).save(path);
    return path;
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "ORC", "JSON"})
  void columnsGoByTheirTypes(Format format) {
    String path =
        write(
            format,
            "SELECT 1 AS a, 2.5D AS b, true AS c, 'x' AS d, array(1.5D, 2.0D) AS e, '0' AS y"
                + " UNION ALL SELECT NULL, NULL, NULL, '  ', NULL, '1'");
    Table table = open(source(format, path), label("y"));
    assertThat(columns(table)).isEqualTo("a:N b:N c:N d:C e[0]:N e[1]:N y:C+");
    assertThat(rows(table)).containsExactly("- - - - - - 1", "1.0 2.5 1.0 x 1.5 2.0 0");
    assertThat(SourceReader.dataFrame(spark, source(format, path)).columns())
        .containsExactly("a", "b", "c", "d", "e", "y");
  }

  @Test
  void whatIsDeclaredWins() {
    Table table =
        open(
            query("SELECT 1.0D AS a, ' 2.50 ' AS b, DATE '2024-02-01' AS c, 5L AS y"),
            new ColumnSpec(
                List.of("y"),
                ColumnSpec.LabelKind.CLASS,
                null,
                null,
                List.of("b"),
                List.of("a", "c"),
                List.of()));
    assertThat(columns(table)).isEqualTo("a:C b:N c:C y:C+");
    assertThat(rows(table)).containsExactly("1.0 2.5 2024-02-01 5");
  }

  @Test
  void aQueryMayBeSeveralStatements() {
    String path = SourceTests.write(folder, "a.json", "{\"x\":1,\"y\":2}", "{\"x\":3,\"y\":4}");
    Table table =
        open(
            query(
                "CREATE OR REPLACE TEMPORARY VIEW several USING json OPTIONS (path '%s');%n"
                        .formatted(path)
                    + "SELECT *, ';' AS t -- a comment; with a semicolon\n FROM several WHERE x > 1;"),
            label("y"));
    assertThat(rows(table)).containsExactly("3.0 4.0 ;");
  }

  @Test
  void arraysOfAllWidthsButOneAreRefused() {
    assertThat(
            failureOf(
                query("SELECT array(1, 2) AS a, 0 AS y UNION ALL SELECT array(1), 1"), label("y")))
        .isEqualTo(
            "Invalid arrays in column a of the query: from 1 to 2 elements; all rows need the same number: drop the column, or select by size with a query");
    assertThat(failureOf(query("SELECT CAST(NULL AS array<int>) AS a, 0 AS y"), label("y")))
        .isEqualTo("Cannot use column a of the query: it has no array in any row; drop it");
  }

  @Test
  void elementsMayBeMissing() {
    assertThat(rows(open(query("SELECT array(1.5F, NULL) AS a, 0 AS y"), label("y"))))
        .containsExactly("1.5 - 0.0");
  }

  @Test
  void typesThatAreNeitherNumberNorTextAreRefused() {
    assertThat(failureOf(query("SELECT DATE '2024-01-01' AS day, 0 AS y"), label("y")))
        .isEqualTo(
            "Cannot use column day of the query as a feature: it is of type date; drop it, or name it categorical");
    assertThat(failureOf(query("SELECT map('a', 1) AS m, 0 AS y"), label("y")))
        .isEqualTo(
            "Cannot use column m of the query as a feature: it is of type map<string,int>; drop it, or select parts of it with a query");
    assertThat(failureOf(query("SELECT array('a') AS t, 0 AS y"), label("y")))
        .startsWith("Cannot use column t of the query as a feature: it is of type array<string>");
    assertThat(failureOf(query("SELECT array(1) AS a, 0 AS y"), categorical(label("y"), "a")))
        .startsWith("Cannot use column a of the query as a feature: it is of type array<int>");
    assertThat(failureOf(query("SELECT 1 AS x, array(1) AS y"), label("y")))
        .isEqualTo(
            "Cannot use column y of the query as a label: it is of type array<int>; convert it with a query");
    assertThat(
            columns(
                open(
                    query("SELECT 1 AS x, map('a', 1) AS m, current_date() AS d, 0 AS y"),
                    drop(label("y"), "m", "d"))))
        .isEqualTo("x:N y:N+");
  }

  @Test
  void badValuesOfParquetAreShownWithTheirRow() throws IOException {
    String path =
        write(
            Format.PARQUET,
            "SELECT id AS x, if(id = 6, double('NaN'), id) AS z, 0 AS y FROM range(0, 10, 1, 1)");
    String file;
    try (var files = Files.list(Path.of(path))) {
      file =
          files
              .map(Path::toString)
              .filter(name -> name.endsWith(".parquet"))
              .findFirst()
              .orElseThrow();
    }
    SourceSpec source = source(Format.PARQUET, path);
    assertThat(failureOf(source, label("y")))
        .isEqualTo(
            "Invalid number: NaN in column z, %s row 7: list it under missing-values, or set bad-rows: drop"
                .formatted(file));
    assertThat(rows(open(missing(source, "NaN"), label("y")))).hasSize(10).contains("6.0 - 0.0");
    Table dropped = open(dropping(source), label("y"));
    assertThat(rows(dropped)).hasSize(9);
    assertThat(dropped.droppedRows().getAsLong()).isEqualTo(1);
  }

  @Test
  void badValuesOfAQueryAreShown() {
    assertThat(failureOf(query("SELECT 'abc' AS x, 0 AS y"), numeric(label("y"), "x")))
        .isEqualTo(
            "Invalid number: 'abc' in column x: name the column categorical, list the text under missing-values, or set bad-rows: drop");
    assertThat(
            failureOf(
                query("SELECT 1.5D AS y, 0 AS x"), kind(label("y"), ColumnSpec.LabelKind.CLASS)))
        .startsWith("Invalid class: '1.5' in column y: a classification needs classes;");
    assertThat(failureOf(query("SELECT 1 AS x, CAST(NULL AS int) AS y"), label("y")))
        .isEqualTo(
            "Invalid label: nothing in column y: give every row a label, or set bad-rows: drop");
  }

  @Test
  void badJsonIsShownWithItsLine() {
    String path =
        SourceTests.write(folder, "a.json", "{\"x\":1,\"y\":2}", "{\"x\":1,", "{\"x\":3,\"y\":4}");
    SourceSpec source = source(Format.JSON, path);
    assertThat(failureOf(source, label("y")))
        .isEqualTo(
            "Invalid row: '{\"x\":1,', %s line 2: must be one JSON object a line; mend it, or set bad-rows: drop"
                .formatted(path));
    Table dropped = open(dropping(source), label("y"));
    assertThat(rows(dropped)).containsExactly("1.0 2.0", "3.0 4.0");
    assertThat(dropped.droppedRows().getAsLong()).isEqualTo(1);
    assertThat(SourceReader.dataFrame(spark, dropping(source)).collectAsList().toString())
        .isEqualTo("[[1,2], [3,4]]");
    assertThat(failure(() -> SourceReader.dataFrame(spark, source).collectAsList()))
        .startsWith("Invalid row: '{\"x\":1,', %s line 2".formatted(path));
  }

  @Test
  void optionsOfSparkSayWhichFilesToRead() {
    SourceTests.write(folder, "in/deep/a.json", "{\"x\":1,\"y\":2}");
    String in = folder.resolve("in").toString();
    assertThat(failureOf(source(Format.JSON, in), label("y")))
        .isEqualTo("Cannot find rows in %s: the folder holds no file".formatted(in));
    SourceSpec recursive = source(Format.JSON, in, "recursiveFileLookup", "true");
    assertThat(rows(open(recursive, label("y")))).containsExactly("1.0 2.0");
  }

  @Test
  void whatCannotBeOpenedIsNamed() {
    assertThat(failureOf(source(Format.PARQUET, "/nowhere"), label("y")))
        .isEqualTo("Cannot find /nowhere: there is no such file, folder or glob");
    String text =
        SourceTests.write(folder, "a.parquet", "this is no parquet file, as anyone can see");
    assertThat(failureOf(source(Format.PARQUET, text), label("y")))
        .isEqualTo(
            "Cannot read %s: file:%s is not a Parquet file. Expected magic number at tail, but found [115, 101, 101, 10]; mend it, or name its format"
                .formatted(text, text));
    assertThat(failureOf(query("SELECT * FROM nowhere"), label("y")))
        .startsWith("Cannot read the query: [TABLE_OR_VIEW_NOT_FOUND]");
    assertThat(failureOf(query("SELECT 1 AS x, 2 AS x, 3 AS y"), label("y")))
        .isEqualTo("Cannot read the query: it has two columns x; rename one");
    assertThat(failureOf(query("SELECT 1 AS x, 2 AS y WHERE false"), label("y")))
        .isEqualTo("Cannot find rows in the query: it has none");
  }
}
