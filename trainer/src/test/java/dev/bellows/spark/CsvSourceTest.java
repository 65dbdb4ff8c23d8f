package dev.bellows.spark;

import static dev.bellows.spark.SourceTests.categorical;
import static dev.bellows.spark.SourceTests.columns;
import static dev.bellows.spark.SourceTests.csv;
import static dev.bellows.spark.SourceTests.drop;
import static dev.bellows.spark.SourceTests.dropping;
import static dev.bellows.spark.SourceTests.failure;
import static dev.bellows.spark.SourceTests.kind;
import static dev.bellows.spark.SourceTests.label;
import static dev.bellows.spark.SourceTests.missing;
import static dev.bellows.spark.SourceTests.numeric;
import static dev.bellows.spark.SourceTests.rows;
import static dev.bellows.spark.SourceTests.weight;
import static dev.bellows.spark.SourceTests.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class CsvSourceTest {
  private final SparkSession spark;

  @TempDir private Path folder;

  CsvSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  private Table open(SourceSpec source, ColumnSpec columns) {
    return SourceReader.open(spark, source, columns, SplitSpec.none());
  }

  private String failureOf(SourceSpec source, ColumnSpec columns) {
    return failure(() -> rows(open(source, columns)));
  }

  @Test
  void columnsGoByAllTheirValues() {
    String path =
        write(
            folder,
            "a.csv",
            "n,t,b,blank,mixed,y",
            "1,x,true,,1,no",
            " 2.5 ,y z,False, ,two,yes",
            "-1e3,\"a,b\",,,3,no");
    Table table = open(csv(path), label("y"));
    assertThat(columns(table)).isEqualTo("n:N t:C b:N blank:N mixed:C y:C+");
    assertThat(rows(table))
        .containsExactly("-1000.0 a,b - - 3 no", "1.0 x 1.0 - 1 no", "2.5 y z 0.0 - two yes");
  }

  @Test
  void whatIsDeclaredWins() {
    String path = write(folder, "a.csv", "zip,size,y", "01234,1,1", "98765,2,0");
    ColumnSpec declared = numeric(categorical(label("y"), "zip"), "size");
    Table table = open(csv(path), declared);
    assertThat(columns(table)).isEqualTo("zip:C size:N y:N+");
    assertThat(rows(table)).containsExactly("01234 1.0 1.0", "98765 2.0 0.0");
  }

  @Test
  void aLabelIsAClassWhereSomethingSaysSo() {
    String path = write(folder, "a.csv", "x,y", "1,1.0", "2,0", "3,1");
    assertThat(columns(open(csv(path), label("y")))).isEqualTo("x:N y:N+");
    Table classes = open(csv(path), kind(label("y"), ColumnSpec.LabelKind.CLASS));
    assertThat(rows(classes)).containsExactly("1.0 1", "2.0 0", "3.0 1");
    ColumnSpec positive =
        new ColumnSpec(
            List.of("y"), ColumnSpec.LabelKind.AUTO, "1", null, List.of(), List.of(), List.of());
    assertThat(columns(open(csv(path), positive))).isEqualTo("x:N y:C+");
    String flags = write(folder, "b.csv", "x,y", "1,true", "2,false");
    assertThat(rows(open(csv(flags), label("y")))).containsExactly("1.0 true", "2.0 false");
  }

  @Test
  void severalLabelsAreNumbers() {
    String path = write(folder, "a.csv", "x,u,v", "1,2,3");
    ColumnSpec two =
        new ColumnSpec(
            List.of("v", "u"),
            ColumnSpec.LabelKind.AUTO,
            null,
            null,
            List.of(),
            List.of(),
            List.of());
    assertThat(columns(open(csv(path), two))).isEqualTo("x:N u:N+ v:N+");
  }

  @Test
  void listedTextsAreMissing() {
    String path = write(folder, "a.csv", "n,t,y", "-999,NA,1", "NaN,?,2", "-999.0,ok,3");
    Table table = open(missing(csv(path), "NA", "?", "nan", "-999"), label("y"));
    assertThat(rows(table)).containsExactly("- - 1.0", "- - 2.0", "- ok 3.0");
  }

  @Test
  void delimiterQuoteEncodingCommentAndLineBreaksAreOptions() {
    String path =
        write(
            folder,
            "a.csv",
            StandardCharsets.ISO_8859_1,
            "# made by hand",
            "größe;'a;b';y",
            "1;'x;''y''';1",
            "",
            "2;'two",
            "lines';2");
    SourceSpec source =
        csv(
            path,
            "delimiter",
            ";",
            "quote",
            "'",
            "encoding",
            "ISO-8859-1",
            "comment",
            "#",
            "multiline",
            "true");
    Table table = open(source, label("y"));
    assertThat(columns(table)).isEqualTo("größe:N a;b:C y:N+");
    assertThat(rows(table)).containsExactly("1.0 x;'y' 1.0", "2.0 two\nlines 2.0");
  }

  @Test
  void doubledQuotesAreQuotes() {
    String path = write(folder, "a.csv", "t,y", "\"a \"\"b\"\" c\",1", "back\\slash,2");
    assertThat(rows(open(csv(path), label("y"))))
        .containsExactly("a \"b\" c 1.0", "back\\slash 2.0");
  }

  @Test
  void foldersGlobsAndCompressedFilesAreRead() throws IOException {
    write(folder, "in/a.csv", "x,y", "1,2");
    write(folder, "in/b.csv", "x,y", "3,4");
    try (GZIPOutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("in/c.csv.gz")))) {
      out.write("x,y\n5,6\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(rows(open(csv(folder + "/in"), label("y"))))
        .containsExactly("1.0 2.0", "3.0 4.0", "5.0 6.0");
    assertThat(rows(open(csv("file:" + folder + "/in/[ab].csv"), label("y"))))
        .containsExactly("1.0 2.0", "3.0 4.0");
  }

  @Test
  void namesOfFoldersAreColumns() {
    write(folder, "in/country=de/a.csv", "x,y", "1,2");
    write(folder, "in/country=fr/a.csv", "x,y", "3,4");
    Table table = open(csv(folder + "/in"), label("y"));
    assertThat(columns(table)).isEqualTo("x:N y:N+ country:C");
    assertThat(rows(table)).containsExactly("1.0 2.0 de", "3.0 4.0 fr");
  }

  @Test
  void namesMayHoldAnythingAndBeMissing() {
    String path = write(folder, "a b,c.csv", ",a.b,`q`,y", "1,2,3,4");
    Table table = open(csv(path), label("y"));
    assertThat(columns(table)).isEqualTo("_c0:N a.b:N `q`:N y:N+");
    assertThat(rows(table)).containsExactly("1.0 2.0 3.0 4.0");
    String cases = write(folder, "b.csv", "X,x, y ", "1,2,3");
    assertThat(columns(open(csv(cases), label("y")))).isEqualTo("X:N x:N y:N+");
  }

  @Test
  void aByteOrderMarkIsNoLetter() {
    String path = write(folder, "a.csv", "\uFEFFx,y", "1,2");
    assertThat(columns(open(csv(path), label("y")))).isEqualTo("x:N y:N+");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(failureOf(csv("/nowhere/a.csv"), label("y")))
        .isEqualTo("Cannot find /nowhere/a.csv: there is no such file, folder or glob");
    assertThat(failureOf(csv("/nowhere/*.csv"), label("y")))
        .isEqualTo("Cannot find /nowhere/*.csv: there is no such file, folder or glob");
    assertThat(failureOf(csv(folder.toString()), label("y")))
        .isEqualTo("Cannot find rows in %s: the folder holds no file".formatted(folder));
  }

  @Test
  void aMissingColumnIsNamedWithTheNearest() {
    String path = write(folder, "a.csv", "tenure,Contract,Churn", "1,x,Yes");
    assertThat(failureOf(csv(path), label("churn")))
        .isEqualTo("Cannot find column churn in %s: did you mean Churn?".formatted(path));
    assertThat(failureOf(csv(path), drop(label("Churn"), "customerID")))
        .isEqualTo(
            "Cannot find column customerID in %s: it has tenure, Contract, Churn".formatted(path));
    assertThat(
            failure(
                () ->
                    SourceReader.open(
                        spark,
                        csv(path),
                        label("Churn"),
                        new SplitSpec.Fraction(0.5, List.of("tenur"), 0))))
        .isEqualTo("Cannot find column tenur in %s: did you mean tenure?".formatted(path));
  }

  @Test
  void textInANumericColumnIsShownWithItsLine() {
    String path = write(folder, "a.csv", "n,m,y", "1,1,1", "", "2,x,2", "abc,3,3", "d,4,4");
    ColumnSpec columns = numeric(categorical(label("y"), "m"), "n");
    assertThat(failureOf(csv(path), columns))
        .isEqualTo(
            "Invalid number: 'abc' in column n, %s line 5: name the column categorical, list the text under missing-values, or set bad-rows: drop"
                .formatted(path));
    Table dropped = open(dropping(csv(path)), columns);
    assertThat(rows(dropped)).containsExactly("1.0 1 1.0", "2.0 x 2.0");
    assertThat(dropped.droppedRows().getAsLong()).isEqualTo(2);
  }

  @Test
  void notionsOfJavaAreNoNumbers() {
    for (String text : List.of("0x1p3", "1d", "1f", "1_000", "1,5", "٣", "1e", "--1")) {
      String path = write(folder, "a.csv", "n;y", "1;1", text + ";2");
      assertThat(failureOf(csv(path, "delimiter", ";"), numeric(label("y"), "n")))
          .isEqualTo(
              "Invalid number: '%s' in column n, %s line 3: name the column categorical, list the text under missing-values, or set bad-rows: drop"
                  .formatted(text, path));
    }
  }

  @Test
  void whatIsNotFiniteIsShownWithItsLine() {
    for (String text : List.of("NaN", "Infinity", "-inf", "1e999")) {
      String path = write(folder, "a.csv", "n,y", "1,1", text + ",2");
      assertThat(failureOf(csv(path), label("y")))
          .isEqualTo(
              "Invalid number: %s in column n, %s line 3: list it under missing-values, or set bad-rows: drop"
                  .formatted(text, path));
    }
  }

  @Test
  void raggedRowsAreShownWithTheirLine() {
    String few = write(folder, "few.csv", "a,b,y", "1,2,3", "1,2", "1,2,3");
    assertThat(failureOf(csv(few), label("y")))
        .isEqualTo(
            "Invalid row: 2 fields where the header has 3, %s line 3: mend the line, name the right delimiter, quote or multiline, or set bad-rows: drop"
                .formatted(few));
    String many = write(folder, "many.csv", "a,b,y", "1,2,3", "1,2,3", "1,2,3,4");
    assertThat(failureOf(csv(many), label("y")))
        .isEqualTo(
            "Invalid row: 4 fields where the header has 3, %s line 4: mend the line, name the right delimiter, quote or multiline, or set bad-rows: drop"
                .formatted(many));
    Table dropped = open(dropping(csv(many)), label("y"));
    assertThat(rows(dropped)).hasSize(2);
    assertThat(dropped.droppedRows().getAsLong()).isEqualTo(1);
  }

  @Test
  void raggedRowsAreFoundWhereOneColumnIsRead() {
    String path = write(folder, "a.csv", "a,b,c,y", "1,2,3,4", "1,2,4");
    assertThat(failureOf(csv(path), drop(label("y"), "b", "c"))).contains("3 fields where");
  }

  @Test
  void theBadFileOfAFolderIsNamed() {
    write(folder, "in/a.csv", "x,y", "1,2");
    String bad = write(folder, "in/b c.csv", "x,y", "1,2", "3,");
    assertThat(failureOf(csv(folder + "/in"), label("y")))
        .isEqualTo(
            "Invalid label: nothing in column y, %s line 3: give every row a label, or set bad-rows: drop"
                .formatted(bad));
  }

  @Test
  void theLineOfARecordOfSeveralLinesIsItsFirst() {
    String path = write(folder, "a.csv", "t,n,y", "\"a", "b\",1,1", "\"c", "d\",x,2", "e,1,3");
    assertThat(failureOf(csv(path, "multiline", "true"), numeric(label("y"), "n")))
        .startsWith("Invalid number: 'x' in column n, %s line 4: ".formatted(path));
  }

  @Test
  void anUnknownLabelIsShownWithItsLine() {
    String path = write(folder, "a.csv", "x,y", "1,a", "2, ", "3,b");
    assertThat(failureOf(csv(path), label("y")))
        .isEqualTo(
            "Invalid label: nothing in column y, %s line 3: give every row a label, or set bad-rows: drop"
                .formatted(path));
  }

  @Test
  void aTargetOfTheWrongKindIsShownWithItsLine() {
    String measured = write(folder, "a.csv", "x,y", "1,3", "2,452600.5");
    assertThat(failureOf(csv(measured), kind(label("y"), ColumnSpec.LabelKind.CLASS)))
        .isEqualTo(
            "Invalid class: '452600.5' in column y, %s line 3: a classification needs classes; for a regression choose a loss like mse, or name the column categorical where its numbers are names"
                .formatted(measured));
    ColumnSpec named = categorical(kind(label("y"), ColumnSpec.LabelKind.CLASS), "y");
    assertThat(rows(open(csv(measured), named))).containsExactly("1.0 3", "2.0 452600.5");
    String classes = write(folder, "b.csv", "x,y", "1,3", "2,Yes");
    assertThat(failureOf(csv(classes), kind(label("y"), ColumnSpec.LabelKind.NUMBER)))
        .isEqualTo(
            "Invalid number: 'Yes' in column y, %s line 3: a regression needs numbers; for a classification choose a loss like binary-cross-entropy, or set bad-rows: drop"
                .formatted(classes));
  }

  @Test
  void aWeightIsNotNegativeAndNotMissing() {
    String path = write(folder, "a.csv", "x,w,y", "1,0,1", "2,-0.5,2");
    assertThat(failureOf(csv(path), weight(label("y"), "w")))
        .isEqualTo(
            "Invalid weight: '-0.5' in column w, %s line 3: must be a number ≥ 0; mend it, or set bad-rows: drop"
                .formatted(path));
    String blank = write(folder, "b.csv", "x,w,y", "1,,1");
    assertThat(failureOf(csv(blank), weight(label("y"), "w")))
        .startsWith("Invalid weight: nothing in column w, %s line 2".formatted(blank));
    String good = write(folder, "c.csv", "x,w,y", "1,0.5,1");
    assertThat(columns(open(csv(good), weight(label("y"), "w")))).isEqualTo("x:N w:N* y:N+");
  }

  @Test
  void aSourceWithoutRowsIsRefused() {
    String header = write(folder, "a.csv", "x,y");
    assertThat(failureOf(csv(header), label("y")))
        .isEqualTo("Cannot find rows in %s: it has none".formatted(header));
    String empty = write(folder, "b.csv", "");
    assertThat(failureOf(csv(empty), label("y")))
        .isEqualTo("Cannot find rows in %s: it has not even a header".formatted(empty));
  }

  @Test
  void headersMustAgreeAndNameEachColumnOnce() {
    String first = write(folder, "in/a.csv", "x,y", "1,2");
    String second = write(folder, "in/b.csv", "y,x", "1,2");
    assertThat(failureOf(csv(folder + "/in"), label("y")))
        .isEqualTo(
            "Invalid header of %s: 'y,x', but %s has 'x,y'; files of one source need the same columns"
                .formatted(second, first));
    String twice = write(folder, "c.csv", "x,x,y", "1,2,3");
    assertThat(failureOf(csv(twice), label("y")))
        .isEqualTo("Cannot read %s: it has two columns x; rename one".formatted(twice));
  }

  @Test
  void aSourceOfNothingButTheLabelIsRefused() {
    String path = write(folder, "a.csv", "y", "1");
    assertThat(failureOf(csv(path), label("y")))
        .isEqualTo("Cannot learn from %s: no column is left as a feature".formatted(path));
  }

  @Test
  void aDataFrameHoldsTextsAsTheyCome() {
    String path = write(folder, "a.csv", "a.b,t", "1, x ", "2,", "3");
    assertThat(failure(() -> SourceReader.dataFrame(spark, csv(path)).collectAsList()))
        .startsWith("Invalid row: 1 fields where the header has 2, %s line 4: ".formatted(path));
    var data = SourceReader.dataFrame(spark, dropping(csv(path)));
    assertThat(data.columns()).containsExactly("a.b", "t");
    assertThat(data.collectAsList())
        .extracting(Object::toString)
        .containsExactly("[1, x ]", "[2,null]");
  }
}
