package dev.bellows.data;

import static dev.bellows.testing.Tables.classes;
import static dev.bellows.testing.Tables.columns;
import static dev.bellows.testing.Tables.number;
import static dev.bellows.testing.Tables.row;
import static dev.bellows.testing.Tables.target;
import static dev.bellows.testing.Tables.text;
import static dev.bellows.testing.Tables.weight;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.PreprocessingSpec.ClassWeights;
import dev.bellows.data.PreprocessingSpec.Label;
import dev.bellows.data.PreprocessingSpec.Missing;
import dev.bellows.data.PreprocessingSpec.Scaling;
import dev.bellows.data.PreprocessingSpec.TargetScaling;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Everything that data can be too bad for. */
class PreprocessingErrorsTest {
  private static final Columns XY = columns(number("x"), target("y"));
  private static final Columns XC = columns(number("x"), classes("y"));

  private static PreprocessingSpec labels(String positive, ClassWeights weights) {
    return new PreprocessingSpec(
        Scaling.STANDARDIZE,
        Missing.defaults(),
        1,
        new Label(positive, TargetScaling.STANDARDIZE),
        weights);
  }

  private static void assertRefused(
      String message, PreprocessingSpec spec, Columns columns, Row... rows) {
    assertThatThrownBy(
            () -> {
              Statistics statistics = Statistics.empty(columns, spec);
              for (Row row : rows) {
                statistics.add(row);
              }
              Preprocessing.fit(columns, spec, statistics);
            })
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  private static void assertRefused(String message, Columns columns, Row... rows) {
    assertRefused(message, PreprocessingSpec.defaults(), columns, rows);
  }

  @Test
  void noRows() {
    String message =
        "Cannot train on 0 rows: the source is empty, or all its rows are held out or dropped";
    assertRefused(message, XY);
    assertThatThrownBy(() -> Preprocessing.fit(XY, PreprocessingSpec.defaults(), null))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @Test
  void noFeatureOrNoLabel() {
    Columns onlyLabel = columns(target("y"));
    assertRefused(
        "Cannot train without features: the data has no column left but label and weight",
        onlyLabel,
        row(onlyLabel, 1));
    Columns onlyFeature = columns(number("x"));
    assertRefused(
        "Cannot train without a label: name a column of the data",
        onlyFeature,
        row(onlyFeature, 1));
  }

  @Test
  void labelsThatDoNotGoTogether() {
    Columns mixed = columns(number("x"), classes("c"), target("y"));
    assertRefused("Cannot train on the labels [c, y]: give one class, or numbers only", mixed);
    Columns two = columns(number("x"), classes("c"), classes("d"));
    assertRefused("Cannot train on the labels [c, d]: give one class, or numbers only", two);
  }

  @Test
  void oneClassOnly() {
    assertRefused(
        "Cannot train a classifier on one class: all 2 training rows have 'No' in column 'y'",
        XC,
        row(XC, 1, "No"),
        row(XC, 2, "No"));
  }

  @Test
  void missingLabels() {
    String message =
        "Cannot use a row without a label: column 'y' is empty there; drop such rows from the source";
    assertRefused(message, XC, row(XC, 1, null));
    assertRefused(message, XY, row(XY, 1, null));
  }

  @Test
  void aPositiveClassThatIsNotThere() {
    assertRefused(
        "Cannot find the positive class 'yes' in column 'y': it has 'No', 'Yes'",
        labels("yes", ClassWeights.none()),
        XC,
        row(XC, 1, "No"),
        row(XC, 2, "Yes"));
    assertRefused(
        "Cannot take 'a' as the positive class: column 'y' has 3 classes: 'a', 'b', 'c'; leave positive out",
        labels("a", ClassWeights.none()),
        XC,
        row(XC, 1, "b"),
        row(XC, 2, "a"),
        row(XC, 2, "c"));
  }

  @Test
  void aWeightForAClassThatIsNotThere() {
    assertRefused(
        "Cannot weigh class 'maybe': column 'y' has 'No', 'Yes'",
        labels(null, ClassWeights.of(Map.of("maybe", 2.0))),
        XC,
        row(XC, 1, "No"),
        row(XC, 2, "Yes"));
    assertThatThrownBy(() -> ClassWeights.of(Map.of("a", -1.0)))
        .hasMessage("Invalid weight of class 'a': -1.0: must be a number ≥ 0");
  }

  @Test
  void aLabelThatTrainingHadNot() {
    PreprocessingSpec spec = PreprocessingSpec.defaults();
    Statistics statistics = Statistics.empty(XC, spec);
    statistics.add(row(XC, 1, "No"));
    statistics.add(row(XC, 2, "Yes"));
    Preprocessing preprocessing = Preprocessing.fit(XC, spec, statistics);
    assertThatThrownBy(() -> preprocessing.encode(row(XC, 1, "yes"), new BatchBuilder(1, 1)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Unknown label 'yes' in column 'y': the training rows have 'No', 'Yes'; remove the rows with other labels, or leave them out with a query");
  }

  @Test
  void weightsThatAreNone() {
    Columns columns = columns(number("x"), target("y"), weight("w"));
    assertRefused(
        "Invalid weight in column 'w': -0.5: must be a number ≥ 0",
        columns,
        row(columns, 1, 1, -0.5));
    assertRefused(
        "Invalid weight in column 'w': missing: must be a number ≥ 0",
        columns,
        row(columns, 1, 1, null));
    assertRefused(
        "Invalid weight in column 'w': Infinity: must be a number ≥ 0",
        columns,
        row(columns, 1, 1, Double.POSITIVE_INFINITY));
    assertRefused(
        "Cannot train on 2 rows whose weights are all 0",
        columns,
        row(columns, 1, 1, 0),
        row(columns, 2, 1, 0));
    Columns texts =
        columns(
            number("x"), target("y"), new Column("w", Column.Kind.CATEGORICAL, Column.Role.WEIGHT));
    assertRefused("Invalid weight column 'w': it holds texts; weights are numbers ≥ 0", texts);
  }

  @Test
  void numbersThatAreNone() {
    assertRefused(
        "Invalid number in column 'x': Infinity: must be finite",
        XY,
        row(XY, Double.POSITIVE_INFINITY, 1));
    assertRefused(
        "Invalid label in column 'y': -Infinity: must be finite",
        XY,
        row(XY, 1, Double.NEGATIVE_INFINITY));
    assertRefused(
        "Cannot scale column 'x': its values spread over Infinity; convert it to other units or drop it",
        XY,
        row(XY, 1e300, 1),
        row(XY, -1e300, 1));
  }

  @Test
  void aColumnWithoutAnyValue() {
    assertRefused(
        "Cannot fill column 'x' with its mean: it has no value in any of 2 training rows; drop it, or fill with a constant",
        XY,
        row(XY, null, 1),
        row(XY, null, 2));
  }

  @Test
  void moreInputsThanAnyoneMeans() {
    Column[] many = new Column[61];
    Object[] values = new Object[61];
    for (int i = 0; i < 60; i++) {
      many[i] = number("x" + i);
      values[i] = i;
    }
    many[60] = target("y");
    values[60] = 1;
    Columns columns = columns(many);
    PreprocessingSpec spec =
        new PreprocessingSpec(
            Scaling.STANDARDIZE, Missing.defaults(), 12, Label.defaults(), ClassWeights.none());
    assertThatThrownBy(
            () -> {
              Statistics statistics = Statistics.empty(columns, spec);
              statistics.add(row(columns, values));
              Preprocessing.fit(columns, spec, statistics);
            })
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "Cannot encode rows: 60 numeric columns up to degree 12 and 0 categorical ones give 15,363,284,301,455 inputs, more than 1,048,576");
  }

  @Test
  void anIdentifierTakenForACategory() {
    Columns columns = columns(text("id"), target("y"));
    Statistics statistics = Statistics.empty(columns, PreprocessingSpec.defaults());
    Statistics other = Statistics.empty(columns, PreprocessingSpec.defaults());
    for (int i = 0; i < Categories.MAX_CATEGORIES; i++) {
      statistics.add(row(columns, "id" + i, 1));
    }
    other.add(row(columns, "id" + Categories.MAX_CATEGORIES, 1));
    String message =
        "Cannot encode column 'id': it has more than 65,536 different texts, as identifiers have; drop it, or read it as numbers";
    assertThatThrownBy(() -> statistics.add(row(columns, "one more", 1)))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> statistics.merge(other))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @Test
  void degreesThatMakeNoSense() {
    assertThatThrownBy(
            () ->
                new PreprocessingSpec(
                    Scaling.NONE, Missing.defaults(), 0, Label.defaults(), ClassWeights.none()))
        .hasMessage("Invalid polynomial degree: 0: must be from 1 to 32");
  }
}
