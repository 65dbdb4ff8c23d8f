package dev.bellows.spark;

import static dev.bellows.spark.SourceTests.columns;
import static dev.bellows.spark.SourceTests.dropping;
import static dev.bellows.spark.SourceTests.failure;
import static dev.bellows.spark.SourceTests.kind;
import static dev.bellows.spark.SourceTests.label;
import static dev.bellows.spark.SourceTests.rows;
import static dev.bellows.spark.SourceTests.source;
import static dev.bellows.spark.SourceTests.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class LibSvmSourceTest {
  private final SparkSession spark;

  @TempDir private Path folder;

  LibSvmSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  private static SourceSpec libsvm(String path, String... options) {
    return source(SourceSpec.Format.LIBSVM, path, options);
  }

  private Table open(SourceSpec source) {
    return SourceReader.open(spark, source, label("label"), SplitSpec.none());
  }

  private String failureOf(SourceSpec source) {
    return failure(() -> rows(open(source)));
  }

  @Test
  void featuresThatAreNotNamedAreZero() {
    String path =
        write(folder, "a.svm", "+1 1:0.5 3:-2 # a comment", "", "-1 2:1e1", "# none", "0");
    Table table = open(libsvm(path));
    assertThat(columns(table)).isEqualTo("label:N+ features[0]:N features[1]:N features[2]:N");
    assertThat(rows(table))
        .containsExactly("-1.0 0.0 10.0 0.0", "0.0 0.0 0.0 0.0", "1.0 0.5 0.0 -2.0");
  }

  @Test
  void theNumberOfFeaturesCanBeGiven() {
    String path = write(folder, "a.svm", "1 1:1");
    Table table = open(libsvm(path, "features", "2"));
    assertThat(rows(table)).containsExactly("1.0 1.0 0.0");
    assertThat(failureOf(libsvm(path, "features", "-2")))
        .isEqualTo("Invalid features: -2: must be the number of features, at least 1");
  }

  @Test
  void labelsCanBeClasses() {
    String path = write(folder, "a.svm", "+1 1:1", "-1 1:1", "1.0 1:1");
    ColumnSpec classes = kind(label("label"), ColumnSpec.LabelKind.CLASS);
    assertThat(rows(SourceReader.open(spark, libsvm(path), classes, SplitSpec.none())))
        .containsExactly("-1 1.0", "1 1.0", "1 1.0");
  }

  @Test
  void badLinesAreShownWithTheirNumber() {
    String text = write(folder, "a.svm", "1 1:1", "", "1 1:x");
    assertThat(failureOf(libsvm(text)))
        .isEqualTo(
            "Invalid number: 'x' as feature 1, %s line 3: mend the line, or set bad-rows: drop"
                .formatted(text));
    String label = write(folder, "b.svm", "cat 1:1");
    assertThat(failureOf(libsvm(label)))
        .isEqualTo(
            "Invalid number: 'cat' as label, %s line 1: mend the line, or set bad-rows: drop"
                .formatted(label));
    for (String feature : new String[] {"qid:1", "0:1", "1", ":1", "-1:1"}) {
      String path = write(folder, "c.svm", "1 1:1", "1 " + feature);
      assertThat(failureOf(libsvm(path)))
          .isEqualTo(
              "Invalid feature: '%s' is not of the form index:value with an index from 1, %s line 2: mend the line, or set bad-rows: drop"
                  .formatted(feature, path));
    }
    String infinite = write(folder, "d.svm", "1 1:nan");
    assertThat(failureOf(libsvm(infinite))).startsWith("Invalid number: 'nan' as feature 1");
  }

  @Test
  void anIndexBeyondTheFeaturesIsRefused() {
    String path = write(folder, "a.svm", "1 1:1", "2 7:1");
    SourceSpec narrow = libsvm(path, "features", "6");
    assertThat(failureOf(narrow))
        .isEqualTo(
            "Invalid feature: '7:1' where there are 6 features, %s line 2: set features to the largest index, mend the line, or set bad-rows: drop"
                .formatted(path));
    Table dropped = open(dropping(narrow));
    assertThat(rows(dropped)).containsExactly("1.0 1.0 0.0 0.0 0.0 0.0 0.0");
    assertThat(dropped.droppedRows().getAsLong()).isEqualTo(1);
  }

  @Test
  void aFileWithoutFeaturesIsRefused() {
    String path = write(folder, "a.svm", "1", "0");
    assertThat(failureOf(libsvm(path)))
        .isEqualTo(
            "Cannot find features in %s: no line has one of the form index:value".formatted(path));
  }

  @Test
  void aDataFrameHoldsLabelAndArray() {
    String path = write(folder, "a.svm", "1 2:3", "x");
    assertThat(
            SourceReader.dataFrame(spark, dropping(libsvm(path)))
                .select("label", "features")
                .collectAsList()
                .toString())
        .isEqualTo("[[1.0,ArraySeq(0.0, 3.0)]]");
    assertThat(failure(() -> SourceReader.dataFrame(spark, libsvm(path)).collectAsList()))
        .startsWith("Invalid number: 'x' as label, %s line 2".formatted(path));
  }
}
