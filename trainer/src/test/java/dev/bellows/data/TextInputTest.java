package dev.bellows.data;

import static dev.bellows.testing.Tables.classes;
import static dev.bellows.testing.Tables.columns;
import static dev.bellows.testing.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.PreprocessingSpec.ClassWeights;
import dev.bellows.data.PreprocessingSpec.Label;
import dev.bellows.data.PreprocessingSpec.Missing;
import dev.bellows.data.PreprocessingSpec.Scaling;
import dev.bellows.data.PreprocessingSpec.TargetScaling;
import dev.bellows.data.PreprocessingSpec.TargetValues;
import dev.bellows.data.PreprocessingSpec.Targets;
import dev.bellows.testing.Kryo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A column of texts as inputs: vocabulary and ids. */
class TextInputTest {
  private static final Column REVIEW = new Column("review", Column.Kind.TEXT, Column.Role.FEATURE);
  private static final Columns COLUMNS = columns(REVIEW, classes("y"));
  private static final Row[] ROWS = {
    row(COLUMNS, "good good film", "a"),
    row(COLUMNS, "a bad film", "b"),
    row(COLUMNS, null, "a"),
    row(COLUMNS, "good 𝒳 ﬁ", "b")
  };

  private static PreprocessingSpec spec(int length, int vocabulary, int minCount) {
    return PreprocessingSpec.defaults()
        .withInputs(
            new InputSpec.Text(
                "review",
                Tokenizer.Unit.WORDS,
                Tokenizer.Letters.LOWER_CASE,
                length,
                vocabulary,
                minCount));
  }

  private static Preprocessing fit(int length, int vocabulary, int minCount) {
    PreprocessingSpec spec = spec(length, vocabulary, minCount);
    Statistics left = Statistics.empty(COLUMNS, spec);
    Statistics right = Statistics.empty(COLUMNS, spec);
    left.add(ROWS[0]);
    left.add(ROWS[1]);
    right.add(ROWS[2]);
    right.add(ROWS[3]);
    return Preprocessing.fit(COLUMNS, spec, left.merge(Kryo.copy(right, Statistics.class)));
  }

  private static float[] ids(Preprocessing preprocessing, String text) {
    float[] into = new float[preprocessing.inputWidth()];
    preprocessing.encodeInputs(row(COLUMNS, text, "a"), into, 0);
    return into;
  }

  @Test
  void theVocabularyGoesByCountThenByCodePoint() {
    Preprocessing preprocessing = fit(4, 100, 1);
    // Three times, twice, once; 𝒳 takes two chars, whose first is below that of ﬁ.
    assertThat(preprocessing.fitted().vocabulary())
        .containsExactly("good", "film", "a", "bad", "ﬁ", "𝒳");
    assertThat(preprocessing.tokenIds()).isEqualTo(8);
  }

  @Test
  void itIsCutByItsSizeAndByTheSmallestCount() {
    assertThat(fit(4, 4, 1).fitted().vocabulary()).containsExactly("good", "film");
    assertThat(fit(4, 100, 3).fitted().vocabulary()).containsExactly("good");
    assertThatThrownBy(() -> fit(4, 100, 4))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot make a vocabulary of column 'review': no token occurs at least 4 times in 4 training rows");
  }

  @Test
  void idsAreNoNumbersToLearn() {
    PreprocessingSpec spec =
        new PreprocessingSpec(
            Scaling.STANDARDIZE,
            Missing.defaults(),
            1,
            new Label(null, TargetScaling.NONE, TargetValues.ANY, Targets.INPUTS),
            ClassWeights.none(),
            spec(4, 100, 1).inputs());
    assertThatThrownBy(() -> Preprocessing.fit(COLUMNS, spec, null))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot learn the inputs themselves: ids of tokens are no numbers; name a label");
  }

  @Test
  void aRowIsItsIdsThenPadding() {
    Preprocessing preprocessing = fit(4, 5, 1);
    assertThat(preprocessing.inputShape()).isEqualTo(Shape.of(4));
    assertThat(preprocessing.inputNames())
        .isEqualTo(List.of("review[0]", "review[1]", "review[2]", "review[3]"));
    assertThat(ids(preprocessing, "A good FILM!")).containsExactly(4, 2, 3, 1);
    assertThat(ids(preprocessing, "film bad")).containsExactly(3, 1, 0, 0);
    assertThat(ids(preprocessing, "good good good good film")).containsExactly(2, 2, 2, 2);
    assertThat(ids(preprocessing, null)).containsExactly(0, 0, 0, 0);
  }
}
