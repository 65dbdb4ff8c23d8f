package dev.bellows.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.Columns;
import dev.bellows.data.DataException;
import dev.bellows.data.Preprocessing;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.PreprocessingSpec.ClassWeights;
import dev.bellows.data.PreprocessingSpec.Label;
import dev.bellows.data.PreprocessingSpec.Missing;
import dev.bellows.data.PreprocessingSpec.Scaling;
import dev.bellows.data.PreprocessingSpec.TargetScaling;
import dev.bellows.data.Shape;
import dev.bellows.data.Statistics;
import dev.bellows.loss.BinaryCrossEntropy;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.testing.Models;
import dev.bellows.testing.Tables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScorerTest {
  private static final Provenance PROVENANCE =
      new Provenance("test", 0, 0, 1, "any", null, Map.of(), null);

  /** One dense layer with the given parameters on the plain numbers. */
  private static Model linear(
      Columns columns, TargetScaling scaling, Loss loss, float[] parameters, Object[]... rows) {
    PreprocessingSpec spec =
        new PreprocessingSpec(
            Scaling.NONE, Missing.defaults(), 1, new Label(null, scaling), ClassWeights.none());
    Statistics statistics = Statistics.empty(columns, spec);
    for (Object[] row : rows) {
      statistics.add(Tables.row(columns, row));
    }
    Preprocessing preprocessing = Preprocessing.fit(columns, spec, statistics);
    int inputs = preprocessing.inputWidth();
    Network network =
        new Network(
            Shape.of(inputs),
            List.of(
                new Dense.Spec(
                    parameters.length / (inputs + 1),
                    new PointwiseActivation.Identity(),
                    new Initializer.He())));
    return Model.of(network, loss, parameters, preprocessing, Math.log(3), PROVENANCE);
  }

  @Test
  void givesNumbersInTheSourcesUnits() {
    Columns columns = Tables.columns(Tables.number("x"), Tables.target("u"), Tables.target("v"));
    Model model =
        linear(
            columns,
            TargetScaling.STANDARDIZE,
            new MeanSquaredError(),
            new float[] {2, 1, 0, -1},
            new Object[] {0, 10, 5},
            new Object[] {1, 30, 9});
    Scores scores = model.scorer().score(List.of(Map.of("x", 0.5), Map.of("x", -1)));
    assertThat(scores.rows()).isEqualTo(2);
    assertThat(scores.logit(0, 0)).isEqualTo(1);
    assertThat(scores.value(0, 0)).isEqualTo(30); // 20 + 10 · 1
    assertThat(scores.value(0, 1)).isEqualTo(6); // 7 + 2 · (0.5 − 1)
    assertThat(scores.value(1, 0)).isZero(); // 20 + 10 · −2
    assertThat(scores.value(1, 1)).isEqualTo(3); // 7 + 2 · −2
    assertThatThrownBy(() -> scores.label(0))
        .hasMessage("Cannot tell a class: the model predicts numbers");
    assertThatThrownBy(() -> scores.probability(0, 0))
        .hasMessage("Cannot tell a probability: the model is a regression");
    assertThatThrownBy(() -> scores.value(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(model.scorer().score(Map.of("x", 0.5)).value()).isEqualTo(30);
    assertThat(model.scorer().score(List.of()).rows()).isZero();
  }

  @Test
  void decidesBetweenTwoClassesByTheThreshold() {
    Columns columns = Tables.columns(Tables.number("x"), Tables.classes("y"));
    Model model =
        linear(
            columns,
            TargetScaling.NONE,
            new BinaryCrossEntropy(),
            new float[] {1, 0},
            new Object[] {0, "No"},
            new Object[] {1, "Yes"});
    Scores scores =
        model.scorer().score(List.of("x"), List.of(new Object[] {1}, new Object[] {1.2f}));
    assertThat(scores.label(0)).isEqualTo("No"); // 0.73 < 0.75
    assertThat(scores.label(1)).isEqualTo("Yes"); // 0.77
    assertThat(scores.probability(0, 1)).isEqualTo(1 / (1 + Math.exp(-1)), Offset.offset(1e-7));
    assertThat(scores.probability(0, 0) + scores.probability(0, 1)).isEqualTo(1);
    assertThatThrownBy(() -> scores.value(0, 0))
        .hasMessage("Cannot tell a number: the model predicts classes");
    Prediction prediction = model.scorer().score(Map.of("x", 1.2f));
    assertThat(prediction.label()).isEqualTo("Yes");
    assertThat(prediction.probability()).isEqualTo(scores.probability(1, 1));
  }

  @Test
  void decidesEachOfSeveralBinaryNumbers() {
    Columns columns = Tables.columns(Tables.number("x"), Tables.target("u"), Tables.target("v"));
    Model model =
        linear(
            columns,
            TargetScaling.NONE,
            new BinaryCrossEntropy(),
            new float[] {1, -1, 0, 0},
            new Object[] {0, 0, 1},
            new Object[] {1, 1, 0});
    Prediction prediction = model.scorer().score(Map.of("x", 2));
    assertThat(prediction.value(0)).isEqualTo(1);
    assertThat(prediction.value(1)).isZero();
    assertThat(prediction.probability(1)).isEqualTo(1 / (1 + Math.exp(2)), Offset.offset(1e-7));
  }

  @Test
  void takesTheLikeliestOfSeveralClasses() {
    Columns columns = Tables.columns(Tables.number("x"), Tables.classes("y"));
    Model model =
        linear(
            columns,
            TargetScaling.NONE,
            new SoftmaxCrossEntropy(),
            new float[] {-1, 0, 1, 0, 0.5f, 0},
            new Object[] {0, "a"},
            new Object[] {1, "b"},
            new Object[] {2, "c"});
    Scores scores =
        model.scorer().score(List.of(Map.of("x", -2), Map.of("x", 0.25), Map.of("x", 3)));
    assertThat(scores.label(0)).isEqualTo("a");
    assertThat(scores.label(1)).isEqualTo("b");
    assertThat(scores.label(2)).isEqualTo("c");
    double sum = Math.exp(2) + Math.exp(0.5) + Math.exp(-2);
    assertThat(scores.probability(0, 0)).isEqualTo(Math.exp(2) / sum, Offset.offset(1e-6));
    assertThat(scores.probability(0, 2)).isEqualTo(Math.exp(-2) / sum, Offset.offset(1e-6));
  }

  @Test
  void takesWhateverAProgramHasAtHand() {
    Scorer scorer = Models.binary().scorer();
    Map<String, Object> typed = new HashMap<>(Map.of("a", 1.0, "c", "x"));
    typed.put("b", null);
    float expected = scorer.score(typed).logit(0);
    Map<String, Object> texts = Map.of("a", " 1e0 ", "c", " x ", "b", "", "other", List.of());
    assertThat(scorer.score(texts).logit(0)).isEqualTo(expected);
    typed.putAll(Map.of("a", true, "b", Double.NaN));
    assertThat(scorer.score(typed).logit(0)).isEqualTo(expected);
    assertThat(scorer.unseenCategories().byColumn()).isEmpty();
    scorer.score(Models.rows());
    assertThat(scorer.unseenCategories().byColumn()).isEqualTo(Map.of("c", 1L));
  }

  @Test
  void takesArrays() {
    Columns columns =
        Tables.columns(Tables.number("p[0]"), Tables.number("p[1]"), Tables.target("y"));
    Model model =
        linear(
            columns,
            TargetScaling.NONE,
            new MeanSquaredError(),
            new float[] {1, 10, 0},
            new Object[] {0, 1, 2});
    Scorer scorer = model.scorer();
    assertThat(scorer.score(Map.of("p", new float[] {3, 4})).value()).isEqualTo(43);
    assertThat(scorer.score(Map.of("p", List.of(3, "4"))).value()).isEqualTo(43);
    assertThat(scorer.score(Map.of("p", new int[] {3}, "p[1]", 4)).value()).isEqualTo(43);
    assertThatThrownBy(() -> scorer.score(Map.of("p", new double[] {3})))
        .hasMessageStartingWith("Cannot score a row without 'p[1]'");
  }

  @Test
  void saysWhatIsWrongWithARow() {
    Scorer scorer = Models.binary().scorer();
    assertThatThrownBy(() -> scorer.score(Map.of("a", 1, "c", "x")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot score a row without 'b', which the model was trained on: give null where it is missing");
    assertThatThrownBy(() -> scorer.score(Map.of("a", "much", "b", 1, "c", "x")))
        .isInstanceOf(DataException.class)
        .hasMessage("Invalid number in column 'a': 'much': the model was trained on numbers there");
    assertThatThrownBy(() -> scorer.score(Map.of("a", Float.POSITIVE_INFINITY, "b", 1, "c", "x")))
        .isInstanceOf(DataException.class)
        .hasMessage("Invalid number in column 'a': Infinity: must be finite");
    assertThatThrownBy(() -> scorer.score(List.of("a", "b"), List.<Object[]>of(new Object[3])))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot score a row of 3 values for 2 columns");
  }
}
