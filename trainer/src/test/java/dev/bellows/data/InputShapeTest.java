package dev.bellows.data;

import static dev.bellows.testing.Tables.number;
import static dev.bellows.testing.Tables.row;
import static dev.bellows.testing.Tables.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.PreprocessingSpec.ClassWeights;
import dev.bellows.data.PreprocessingSpec.Label;
import dev.bellows.data.PreprocessingSpec.Missing;
import dev.bellows.data.PreprocessingSpec.Scaling;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shape of a row of inputs: what the source says, what the spec says, or none. */
class InputShapeTest {
  private static final List<Column> PIXELS =
      List.of(
          number("p[0]"),
          number("p[1]"),
          number("p[2]"),
          number("p[3]"),
          number("p[4]"),
          number("p[5]"),
          target("y"));
  private static final Shape IMAGE = Shape.of(1, 2, 3);

  private static Shape shape(Columns columns, PreprocessingSpec spec) {
    Statistics statistics = Statistics.empty(columns, spec);
    statistics.add(row(columns, 1, 2, 3, 4, 5, 6, 0));
    statistics.add(row(columns, 2, 3, 4, 5, 6, 7, 1));
    return Preprocessing.fit(columns, spec, statistics).inputShape();
  }

  private static PreprocessingSpec asked(Shape shape) {
    return PreprocessingSpec.defaults().withInputs(new InputSpec.Table(shape));
  }

  @Test
  void isTheNumberOfInputsWhereNobodySays() {
    assertThat(shape(new Columns(PIXELS), PreprocessingSpec.defaults())).isEqualTo(Shape.of(6));
  }

  @Test
  void isThatOfTheSourceUnlessTheSpecSaysAnother() {
    Columns columns = new Columns(PIXELS, IMAGE);
    assertThat(shape(columns, PreprocessingSpec.defaults())).isEqualTo(IMAGE);
    assertThat(shape(columns, asked(Shape.of(3, 2)))).isEqualTo(Shape.of(3, 2));
    assertThat(shape(new Columns(PIXELS), asked(IMAGE))).isEqualTo(IMAGE);
  }

  @Test
  void isPlainOnceThereIsMoreThanTheSourceHad() {
    PreprocessingSpec squares =
        new PreprocessingSpec(
            Scaling.STANDARDIZE, Missing.defaults(), 2, Label.defaults(), ClassWeights.none());
    assertThat(shape(new Columns(PIXELS, IMAGE), squares)).isEqualTo(Shape.of(27));
  }

  @Test
  void mustFitTheInputs() {
    assertThatThrownBy(() -> shape(new Columns(PIXELS), asked(Shape.of(1, 28, 28))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot give 6 inputs the shape 1 × 28 × 28: that takes 784; drop columns, or change the shape");
  }
}
