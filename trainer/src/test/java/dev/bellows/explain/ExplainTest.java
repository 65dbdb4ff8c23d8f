package dev.bellows.explain;

import static dev.bellows.testing.Tables.columns;
import static dev.bellows.testing.Tables.number;
import static dev.bellows.testing.Tables.row;
import static dev.bellows.testing.Tables.target;
import static dev.bellows.testing.Tables.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.Columns;
import dev.bellows.data.Preprocessing;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.Row;
import dev.bellows.data.Statistics;
import dev.bellows.explain.IntegratedGradients.Contribution;
import dev.bellows.explain.PermutationImportance.Importance;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.metric.Metric;
import dev.bellows.model.Model;
import dev.bellows.model.Provenance;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A linear model that is known: price = 10 large + 2 small + 5 [kind = b]. */
class ExplainTest {
  private static final int ROWS = 500;
  private final Columns columns =
      columns(number("large"), number("small"), number("unused"), text("kind"), target("price"));
  private final List<Row> rows = rows();
  private final Model model = model();

  @Test
  void importanceIsTwiceTheVarianceThatAColumnExplains() {
    List<Importance> found = PermutationImportance.of(model, rows, Metric.RMSE, 8, 1);

    assertThat(found)
        .extracting(Importance::column)
        .containsExactly("large", "kind", "small", "unused");
    // The model is exact, so that a permuted column adds 2 · weight² · variance to the errors.
    assertThat(found.get(0).importance()).isCloseTo(Math.sqrt(2) * 10, within(1.0));
    assertThat(found.get(1).importance()).isCloseTo(Math.sqrt(2 * 25 * 0.25), within(0.3));
    assertThat(found.get(2).importance()).isCloseTo(Math.sqrt(2) * 2, within(0.2));
    assertThat(found.get(3).importance()).isCloseTo(0, within(1e-4));
    assertThat(found.get(0).deviation()).isBetween(1e-3, 1.0);
  }

  @Test
  void importanceDependsOnTheSeedAlone() {
    assertThat(PermutationImportance.of(model, rows, Metric.LOSS, 2, 3))
        .isEqualTo(PermutationImportance.of(model, rows, Metric.LOSS, 2, 3))
        .isNotEqualTo(PermutationImportance.of(model, rows, Metric.LOSS, 2, 4));
  }

  @Test
  void contributionsOfALinearModelAreItsTerms() {
    List<Contribution> found = IntegratedGradients.of(model, rows);

    assertThat(found)
        .extracting(Contribution::column)
        .containsExactly("large", "kind", "small", "unused");
    assertThat(found.get(0).size()).isCloseTo(10 * meanDeviation("large", 0), within(1e-3));
    assertThat(found.get(2).size()).isCloseTo(2 * meanDeviation("small", 1), within(1e-3));
    assertThat(found.get(3).size()).isCloseTo(0, within(1e-4));
    double share = rows.stream().filter(row -> "b".equals(row.text(0))).count() / (double) ROWS;
    assertThat(found.get(1).inputs().get("kind=b")).isCloseTo(5 * (1 - share), within(1e-3));
    assertThat(found.get(1).inputs().get("kind=a")).isCloseTo(-5 * share, within(1e-3));
  }

  /** Of a column's values from their mean. */
  private double meanDeviation(String column, int slot) {
    double mean = rows.stream().mapToDouble(row -> row.number(slot)).average().orElseThrow();
    return rows.stream()
        .mapToDouble(row -> Math.abs(row.number(slot) - mean))
        .average()
        .orElseThrow(() -> new AssertionError(column));
  }

  private List<Row> rows() {
    Random random = new Random(5);
    List<Row> made = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double large = random.nextGaussian();
      double small = random.nextGaussian();
      boolean b = random.nextBoolean();
      made.add(
          row(
              columns,
              large,
              small,
              random.nextGaussian(),
              b ? "b" : "a",
              10 * large + 2 * small + (b ? 5 : 0)));
    }
    return made;
  }

  /** The weights that give the prices, whatever preprocessing makes of the columns. */
  private Model model() {
    PreprocessingSpec spec = PreprocessingSpec.defaults();
    Statistics statistics = Statistics.empty(columns, spec);
    rows.forEach(statistics::add);
    Preprocessing preprocessing = Preprocessing.fit(columns, spec, statistics);
    Network network =
        new Network(
            preprocessing.inputShape(),
            List.of(new Dense.Spec(1, new PointwiseActivation.Identity())));
    double scale = preprocessing.targetScale()[0];
    float[] parameters = new float[network.size()];
    List<String> names = preprocessing.inputNames();
    double bias = -preprocessing.targetShift()[0];
    for (int i = 0; i < names.size(); i++) {
      double weight =
          Map.of("large", 10.0, "small", 2.0, "unused", 0.0, "kind=a", 0.0, "kind=b", 5.0)
              .get(names.get(i));
      if (!names.get(i).contains("=")) {
        var input = inputNamed(preprocessing, names.get(i));
        bias += weight * input.shift();
        weight /= input.factor();
      }
      parameters[i] = (float) (weight / scale);
    }
    parameters[names.size()] = (float) (bias / scale);
    return Model.of(
        network,
        new MeanSquaredError(),
        parameters,
        preprocessing,
        0,
        new Provenance("test", 1, 1, 1, "java", null, Map.of(), "a: 1\n"));
  }

  private static dev.bellows.data.FittedPreprocessing.NumericInput inputNamed(
      Preprocessing preprocessing, String name) {
    return preprocessing.fitted().numbers().stream()
        .filter(input -> input.column().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
