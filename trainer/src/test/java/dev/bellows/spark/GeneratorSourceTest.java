package dev.bellows.spark;

import static dev.bellows.spark.SourceTests.columns;
import static dev.bellows.spark.SourceTests.drop;
import static dev.bellows.spark.SourceTests.identities;
import static dev.bellows.spark.SourceTests.kind;
import static dev.bellows.spark.SourceTests.label;
import static dev.bellows.spark.SourceTests.numeric;
import static dev.bellows.spark.SourceTests.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.Row;
import dev.bellows.data.Shape;
import dev.bellows.testing.SparkExtension;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class GeneratorSourceTest {
  private final SparkSession spark;

  GeneratorSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  private static SourceSpec generator(String... options) {
    return source(SourceSpec.Format.GENERATOR, null, options);
  }

  private Table churn(String rows) {
    return SourceReader.open(
        spark,
        generator("name", "churn", "rows", rows, "seed", "4"),
        drop(label("Churn"), "customerID"),
        new SplitSpec.Fraction(0.2, java.util.List.of(), 0));
  }

  @Test
  void rowsAreTheSameInAnyPartitions() {
    Table small = churn("900");
    Table large = churn("9000");
    assertThat(small.rows().getNumPartitions()).isEqualTo(1);
    assertThat(large.rows().getNumPartitions()).isGreaterThan(1);
    assertThat(identities(large)).hasSize(9000).containsAll(identities(small));
    assertThat(columns(small))
        .startsWith("gender:C SeniorCitizen:N Partner:C Dependents:C tenure:N")
        .endsWith("MonthlyCharges:N TotalCharges:N Churn:C+");
  }

  @Test
  void imagesAreColumns() {
    Table digits =
        SourceReader.open(
            spark,
            generator("name", "digits", "rows", "50"),
            kind(label("label"), ColumnSpec.LabelKind.CLASS),
            new SplitSpec.Last(10));
    assertThat(digits.columns().size()).isEqualTo(785);
    assertThat(digits.columns().shape()).isEqualTo(Shape.of(1, 28, 28));
    assertThat(digits.rows().filter(Row::validation).count()).isEqualTo(10);
    assertThat(SourceReader.dataFrame(spark, generator("name", "digits", "rows", "3")).count())
        .isEqualTo(3);
  }

  @Test
  void whatIsDeclaredWins() {
    Table spirals =
        SourceReader.open(
            spark,
            generator("name", "spirals", "classes", "3", "noise", "0.2"),
            numeric(kind(label("label"), ColumnSpec.LabelKind.CLASS), "x"),
            SplitSpec.none());
    assertThat(columns(spirals)).isEqualTo("x:N y:N label:C+");
    assertThat(spirals.rows().count()).isEqualTo(1000);
  }

  @Test
  void wrongOptionsAreRefusedBeforeSparkStarts() {
    assertThatThrownBy(() -> generator("name", "chrun"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid generator: chrun: must be one of brackets, churn, demand, digits, houses, polynomial, shapes, spirals");
    assertThatThrownBy(() -> generator("name", "churn", "rows", "many"))
        .hasMessage("Invalid rows: many: must be a whole number");
    assertThatThrownBy(() -> generator("name", "churn", "rows", "0"))
        .hasMessage("Invalid rows: 0: must be ≥ 1");
    assertThatThrownBy(() -> generator("rows", "1"))
        .hasMessage("Invalid source: format generator needs a name");
    assertThatThrownBy(() -> source(SourceSpec.Format.CSV, "a.csv", "delimeter", ";"))
        .hasMessage(
            "Invalid source option: delimeter: format csv knows delimiter, quote, escape, comment, encoding, multiline");
    assertThatThrownBy(() -> source(SourceSpec.Format.CSV, null))
        .hasMessage("Invalid source: format csv needs a path");
    assertThatThrownBy(() -> SourceTests.query(" "))
        .hasMessage("Invalid source: format query needs a query");
  }
}
