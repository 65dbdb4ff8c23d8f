package dev.bellows.data;

import static dev.bellows.testing.Tables.classes;
import static dev.bellows.testing.Tables.columns;
import static dev.bellows.testing.Tables.number;
import static dev.bellows.testing.Tables.row;
import static dev.bellows.testing.Tables.target;
import static dev.bellows.testing.Tables.text;
import static dev.bellows.testing.Tables.weight;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.PreprocessingSpec.ClassWeights;
import dev.bellows.data.PreprocessingSpec.Indicator;
import dev.bellows.data.PreprocessingSpec.Label;
import dev.bellows.data.PreprocessingSpec.Missing;
import dev.bellows.data.PreprocessingSpec.MissingCategory;
import dev.bellows.data.PreprocessingSpec.Scaling;
import dev.bellows.data.PreprocessingSpec.Strategy;
import dev.bellows.data.PreprocessingSpec.TargetScaling;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
  private static final Columns XY = columns(number("x"), target("y"));
  private static final Missing MEAN = Missing.defaults();

  private static PreprocessingSpec spec(Scaling scaling, Missing missing, int degree) {
    return new PreprocessingSpec(scaling, missing, degree, Label.defaults(), ClassWeights.none());
  }

  private static Preprocessing fit(Columns columns, PreprocessingSpec spec, Row... rows) {
    Statistics statistics = Statistics.empty(columns, spec);
    for (Row row : rows) {
      statistics.add(row);
    }
    return Preprocessing.fit(columns, spec, statistics);
  }

  private static float[] inputs(Preprocessing preprocessing, Row row) {
    float[] inputs = new float[preprocessing.inputWidth() + 2];
    Arrays.fill(inputs, 7); // what was there before must not shine through
    preprocessing.encodeInputs(row, inputs, 1);
    assertThat(inputs[0]).isEqualTo(7);
    assertThat(inputs[inputs.length - 1]).isEqualTo(7);
    return Arrays.copyOfRange(inputs, 1, inputs.length - 1);
  }

  private static Batch encode(Preprocessing preprocessing, Row... rows) {
    BatchBuilder builder =
        new BatchBuilder(preprocessing.inputWidth(), preprocessing.targetWidth());
    for (Row row : rows) {
      preprocessing.encode(row, builder);
    }
    return builder.build();
  }

  private static Preprocessing fitX(PreprocessingSpec spec, Double... values) {
    return fit(XY, spec, Arrays.stream(values).map(x -> row(XY, x, 1)).toArray(Row[]::new));
  }

  @Test
  void standardizesByThePopulation() {
    Preprocessing preprocessing = fitX(spec(Scaling.STANDARDIZE, MEAN, 1), 2.0, 4.0, 4.0, 6.0);
    float deviation = (float) (1 / Math.sqrt(2)); // mean 4, variance (4 + 0 + 0 + 4) / 4 = 2
    assertThat(inputs(preprocessing, row(XY, 6, 0))).containsExactly(2 * deviation);
    assertThat(inputs(preprocessing, row(XY, 3, 0))).containsExactly(-deviation);
    assertThat(inputs(preprocessing, row(XY, null, 0))).containsExactly(0);
    assertThat(preprocessing.inputNames()).containsExactly("x");
  }

  @Test
  void losesNoDigitsToALargeMean() {
    Preprocessing preprocessing =
        fitX(spec(Scaling.STANDARDIZE, MEAN, 1), 1e9 + 1, 1e9 + 2, 1e9 + 3);
    assertThat(inputs(preprocessing, row(XY, 1e9 + 3, 0))[0])
        .isEqualTo((float) Math.sqrt(1.5), Offset.offset(1e-6f));
  }

  @Test
  void scalesToTheUnitInterval() {
    Preprocessing preprocessing = fitX(spec(Scaling.MIN_MAX, MEAN, 1), 2.0, 10.0, 4.0);
    assertThat(inputs(preprocessing, row(XY, 2, 0))).containsExactly(0);
    assertThat(inputs(preprocessing, row(XY, 10, 0))).containsExactly(1);
    assertThat(inputs(preprocessing, row(XY, 4, 0))).containsExactly(0.25f);
    assertThat(inputs(preprocessing, row(XY, 12, 0))).containsExactly(1.25f);
  }

  @Test
  void leavesNumbersAloneWhereAsked() {
    Preprocessing preprocessing = fitX(spec(Scaling.NONE, MEAN, 1), 2.0, 10.0);
    assertThat(inputs(preprocessing, row(XY, -3.5, 0))).containsExactly(-3.5f);
    assertThat(inputs(preprocessing, row(XY, null, 0))).containsExactly(6);
  }

  @Test
  void aConstantColumnIsZero() {
    for (Scaling scaling : List.of(Scaling.STANDARDIZE, Scaling.MIN_MAX)) {
      Preprocessing preprocessing = fitX(spec(scaling, MEAN, 2), 0.1, 0.1, 0.1);
      assertThat(inputs(preprocessing, row(XY, 0.1, 0))).containsExactly(0, 0);
      assertThat(inputs(preprocessing, row(XY, 1e30, 0))).containsExactly(0, 0);
    }
  }

  @Test
  void fillsMissingNumbers() {
    Missing median = new Missing(Strategy.MEDIAN, 0, Indicator.ADD, MissingCategory.OWN);
    Preprocessing byMedian = fitX(spec(Scaling.NONE, median, 1), 1.0, 2.0, 9.0, null);
    assertThat(byMedian.inputNames()).containsExactly("x", "x is missing");
    assertThat(inputs(byMedian, row(XY, null, 0))).containsExactly(2, 1);
    assertThat(inputs(byMedian, row(XY, 5, 0))).containsExactly(5, 0);

    Missing constant = new Missing(Strategy.CONSTANT, -1, Indicator.NONE, MissingCategory.OWN);
    Preprocessing byConstant = fitX(spec(Scaling.MIN_MAX, constant, 1), 0.0, 4.0, null);
    assertThat(inputs(byConstant, row(XY, null, 0))).containsExactly(-0.25f);

    Preprocessing empty = fitX(spec(Scaling.NONE, constant, 1), null, null);
    assertThat(inputs(empty, row(XY, null, 0))[0]).isZero();
  }

  @Test
  void addsIndicatorsOnlyWhereTrainingLacksValues() {
    Columns columns = columns(number("a"), number("b"), target("y"));
    Missing indicator = new Missing(Strategy.MEAN, 0, Indicator.ADD, MissingCategory.OWN);
    Preprocessing preprocessing =
        fit(
            columns,
            spec(Scaling.NONE, indicator, 1),
            row(columns, 1, null, 0),
            row(columns, 2, 3, 0));
    assertThat(preprocessing.inputNames()).containsExactly("a", "b", "b is missing");
    assertThat(inputs(preprocessing, row(columns, null, null, 0))).containsExactly(1.5f, 3, 1);
  }

  @Test
  void encodesCategoriesOneHotInNaturalOrder() {
    Columns columns = columns(text("c"), number("x"), text("a"), target("y"));
    Preprocessing preprocessing =
        fit(
            columns,
            spec(Scaling.NONE, MEAN, 1),
            row(columns, "10", 1, "u", 0),
            row(columns, "9", 2, null, 0),
            row(columns, "10", 3, "U", 0));
    assertThat(preprocessing.inputNames())
        .containsExactly("x", "a=U", "a=u", "a is missing", "c=9", "c=10");
    UnseenCategories unseen = preprocessing.unseenCategories();
    float[] inputs = new float[6];
    preprocessing.encodeInputs(row(columns, "9", 5, null, 0), inputs, 0, unseen);
    assertThat(inputs).containsExactly(5, 0, 0, 1, 1, 0);
    assertThat(unseen.byColumn()).isEmpty();
    preprocessing.encodeInputs(row(columns, "11", 5, "u", 0), inputs, 0, unseen);
    assertThat(inputs).containsExactly(5, 0, 1, 0, 0, 0);
    preprocessing.encodeInputs(row(columns, null, 5, "v", 0), inputs, 0, unseen);
    assertThat(inputs).containsExactly(5, 0, 0, 0, 0, 0);
    UnseenCategories other = preprocessing.unseenCategories();
    preprocessing.encodeInputs(row(columns, "x", 5, "u", 0), inputs, 0, other);
    assertThat(unseen.merge(other).byColumn()).isEqualTo(Map.of("a", 1L, "c", 3L));
  }

  @Test
  void aMissingTextCanBeAllZeros() {
    Columns columns = columns(text("c"), target("y"));
    Missing zeros = new Missing(Strategy.MEAN, 0, Indicator.NONE, MissingCategory.ZEROS);
    Preprocessing preprocessing =
        fit(columns, spec(Scaling.NONE, zeros, 1), row(columns, "a", 0), row(columns, null, 0));
    assertThat(preprocessing.inputNames()).containsExactly("c=a");
    UnseenCategories unseen = preprocessing.unseenCategories();
    preprocessing.encodeInputs(row(columns, null, 0), new float[1], 0, unseen);
    assertThat(unseen.byColumn()).isEmpty();
  }

  @Test
  void theOrderOfTheSourcesColumnsDoesNotMatter() {
    Columns one = columns(number("b"), text("t"), number("a[10]"), target("y"), number("a[9]"));
    Columns other = columns(number("a[9]"), target("y"), number("a[10]"), number("b"), text("t"));
    PreprocessingSpec spec = spec(Scaling.STANDARDIZE, MEAN, 2);
    Preprocessing left = fit(one, spec, row(one, 1, "p", 2, 3, 4), row(one, 5, "q", 6, 7, 8));
    Preprocessing right =
        fit(other, spec, row(other, 4, 3, 2, 1, "p"), row(other, 8, 7, 6, 5, "q"));
    assertThat(left.inputNames().subList(0, 4)).containsExactly("a[9]", "a[10]", "b", "a[9]^2");
    assertThat(left.inputNames()).isEqualTo(right.inputNames());
    assertThat(inputs(left, row(one, 1, "p", 2, 3, 4)))
        .isEqualTo(inputs(right, row(other, 4, 3, 2, 1, "p")));
  }

  @Test
  void makesMonomialsInTheOrderOfScikitLearn() {
    Columns columns = columns(number("x"), number("y"), target("z"));
    Preprocessing preprocessing =
        fit(columns, spec(Scaling.NONE, MEAN, 3), row(columns, 1, 2, 0), row(columns, 3, 4, 0));
    assertThat(preprocessing.inputNames())
        .containsExactly("x", "y", "x^2", "x y", "y^2", "x^3", "x^2 y", "x y^2", "y^3");
    assertThat(inputs(preprocessing, row(columns, 2, 5, 0)))
        .containsExactly(2, 5, 4, 10, 25, 8, 20, 50, 125);
  }

  @Test
  void scalesMonomialsToTheOrderOfOne() {
    Row[] rows = new Row[100];
    for (int i = 0; i < 100; i++) {
      rows[i] = row(XY, 1900 + i, i);
    }
    Preprocessing preprocessing = fit(XY, spec(Scaling.STANDARDIZE, MEAN, 20), rows);
    Batch batch = encode(preprocessing, rows);
    for (int column = 0; column < 20; column++) {
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < 100; row++) {
        double value = batch.inputs()[row * 20 + column];
        sum += value;
        squares += value * value;
      }
      assertThat(sum / 100).isEqualTo(0, Offset.offset(1e-6));
      assertThat(squares / 100).isEqualTo(1, Offset.offset(1e-5));
    }
    Preprocessing unit = fit(XY, spec(Scaling.MIN_MAX, MEAN, 3), rows);
    assertThat(inputs(unit, row(XY, 1900 + 49.5, 0))).containsExactly(0.5f, 0.25f, 0.125f);
  }

  @Test
  void scalesRegressionTargets() {
    Columns columns = columns(target("b"), number("x"), target("a"), weight("w"));
    Row[] rows = {row(columns, 10, 1, 1, 0.5), row(columns, 30, 2, 1, 2)};
    Preprocessing preprocessing = fit(columns, PreprocessingSpec.defaults(), rows);
    assertThat(preprocessing.labels()).containsExactly("a", "b");
    assertThat(preprocessing.targetWidth()).isEqualTo(2);
    assertThat(preprocessing.targetScale()).containsExactly(1, 10); // a is constant
    assertThat(preprocessing.targetShift()).containsExactly(1, 20);
    assertThat(preprocessing.classes()).isEmpty();
    Batch batch = encode(preprocessing, rows);
    assertThat(batch.target(0, 0)).isZero();
    assertThat(batch.target(0, 1)).isEqualTo(-1);
    assertThat(batch.target(1, 1)).isEqualTo(1);
    assertThat(batch.weight(0)).isEqualTo(0.5f);
    assertThat(batch.weight(1)).isEqualTo(2);

    PreprocessingSpec plain =
        new PreprocessingSpec(
            Scaling.NONE, MEAN, 1, new Label(null, TargetScaling.NONE), ClassWeights.none());
    Preprocessing unscaled = fit(columns, plain, rows);
    assertThat(unscaled.targetScale()).containsExactly(1, 1);
    assertThat(unscaled.targetShift()).containsExactly(0, 0);
    assertThat(encode(unscaled, rows).target(1, 1)).isEqualTo(30);
  }

  private static PreprocessingSpec labels(String positive, ClassWeights weights) {
    return new PreprocessingSpec(
        Scaling.NONE, MEAN, 1, new Label(positive, TargetScaling.STANDARDIZE), weights);
  }

  @Test
  void numbersClassesInNaturalOrderAndThePositiveOneSecond() {
    Columns columns = columns(number("x"), classes("y"));
    Row[] rows = {row(columns, 1, "Yes"), row(columns, 2, "No"), row(columns, 3, "No")};
    Preprocessing natural = fit(columns, labels(null, ClassWeights.none()), rows);
    assertThat(natural.classes()).containsExactly("No", "Yes");
    assertThat(natural.targetWidth()).isEqualTo(1);
    assertThat(natural.targetScale()).isEmpty();
    assertThat(encode(natural, rows).target(0, 0)).isEqualTo(1);
    assertThat(encode(natural, rows).target(1, 0)).isZero();
    Preprocessing turned = fit(columns, labels("No", ClassWeights.none()), rows);
    assertThat(turned.classes()).containsExactly("Yes", "No");
    assertThat(encode(turned, rows).target(0, 0)).isZero();
    Row[] digits = {row(columns, 1, "10"), row(columns, 2, "2"), row(columns, 3, "0")};
    Preprocessing numeric = fit(columns, labels(null, ClassWeights.none()), digits);
    assertThat(numeric.classes()).containsExactly("0", "2", "10");
  }

  @Test
  void multipliesRowAndClassWeights() {
    Columns columns = columns(number("x"), classes("y"), weight("w"));
    Row[] rows = {
      row(columns, 1, "b", 2),
      row(columns, 2, "a", 1),
      row(columns, 3, "a", 1),
      row(columns, 4, "a", 0)
    };
    Batch balanced = encode(fit(columns, labels(null, ClassWeights.balanced()), rows), rows);
    assertThat(balanced.weight(0)).isEqualTo(4); // 2 · 4 / (2 · 1)
    assertThat(balanced.weight(1)).isEqualTo((float) (4.0 / 6));
    assertThat(balanced.weight(3)).isZero();
    Batch given =
        encode(fit(columns, labels(null, ClassWeights.of(Map.of("b", 0.25))), rows), rows);
    assertThat(given.weight(0)).isEqualTo(0.5f);
    assertThat(given.weight(1)).isEqualTo(1);
  }

  @Test
  void survivesJavaSerialization() throws Exception {
    Columns columns = columns(number("x"), text("t"), classes("y"));
    Preprocessing preprocessing =
        fit(
            columns,
            labels("a", ClassWeights.balanced()),
            row(columns, 1, "u", "a"),
            row(columns, null, null, "b"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(preprocessing);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Preprocessing copy = (Preprocessing) in.readObject();
      assertThat(copy.fitted()).isEqualTo(preprocessing.fitted());
      Row row = row(columns, 5, "u", "a");
      assertThat(inputs(copy, row)).isEqualTo(inputs(preprocessing, row));
    }
  }
}
