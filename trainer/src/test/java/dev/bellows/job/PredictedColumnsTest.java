package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Model;
import dev.bellows.model.Scores;
import dev.bellows.testing.Models;
import java.util.Arrays;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class PredictedColumnsTest {
  private static Object[] first(Model model, Scores scores) {
    PredictedColumns columns = new PredictedColumns(model, -1);
    Object[] cells = new Object[1 + columns.fields().size()];
    columns.write(scores, 0, cells, 1);
    assertThat(cells[0]).isNull();
    return Arrays.copyOfRange(cells, 1, cells.length);
  }

  @Test
  void aNumber() {
    Model model = Models.regression();
    Scores scores = model.scorer().score(Models.rows());
    assertThat(new PredictedColumns(model, -1).fields())
        .extracting(StructField::name)
        .containsExactly("prediction");
    assertThat(first(model, scores)).containsExactly(scores.value(0, 0));
  }

  @Test
  void twoClasses() {
    Model model = Models.binary();
    Scores scores = model.scorer().score(Models.rows());
    assertThat(new PredictedColumns(model, -1).fields())
        .extracting(StructField::name)
        .containsExactly("prediction", "probability");
    assertThat(first(model, scores)).containsExactly(scores.label(0), scores.probability(0, 1));
  }

  @Test
  void severalClasses() {
    Model model = Models.multiclass();
    Scores scores = model.scorer().score(Models.rows());
    assertThat(new PredictedColumns(model, -1).fields())
        .extracting(StructField::name)
        .containsExactly("prediction", "probability_2", "probability_7", "probability_10");
    assertThat(first(model, scores))
        .containsExactly(
            scores.label(0),
            scores.probability(0, 0),
            scores.probability(0, 1),
            scores.probability(0, 2));
  }

  @Test
  void severalNumbers() {
    Model model = Models.severalBinaryNumbers();
    Scores scores = model.scorer().score(Models.rows());
    assertThat(new PredictedColumns(model, -1).fields())
        .extracting(StructField::name)
        .containsExactly("prediction_u", "probability_u", "prediction_v", "probability_v");
    assertThat(first(model, scores))
        .containsExactly(
            scores.value(0, 0),
            scores.probability(0, 0),
            scores.value(0, 1),
            scores.probability(0, 1));
  }
}
