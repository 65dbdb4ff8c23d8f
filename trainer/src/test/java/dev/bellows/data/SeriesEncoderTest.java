package dev.bellows.data;

import static dev.bellows.testing.Tables.number;
import static dev.bellows.testing.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.FittedPreprocessing.NumericInput;
import dev.bellows.data.InputSpec.ShortHistory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesEncoderTest {
  private static final float PADDING = Float.NaN;

  /** Each column scaled to {@code (x − 1) · 2}, with 5 for a missing x. */
  private static float[] encoded(int columns, ShortHistory shortHistory, Object... window) {
    List<String> names = IntStream.range(0, columns).mapToObj(i -> "c" + i).toList();
    Columns slots =
        new Columns(
            IntStream.range(0, window.length).mapToObj(i -> number("w[%d]".formatted(i))).toList());
    SeriesEncoder encoder =
        new SeriesEncoder(
            new InputSpec.Series(names, List.of(), "day", window.length / columns, 1, shortHistory),
            names.stream().map(name -> new NumericInput(name, 1, 2, 5, false)).toList(),
            new ColumnIndex(slots));
    float[] inputs = new float[window.length];
    Arrays.fill(inputs, -1);
    encoder.encode(row(slots, window), inputs, 0, null);
    return inputs;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aWindowWithoutAnyNumberIsPadding(int columns) {
    float[] padding = new float[2 * columns];
    Arrays.fill(padding, PADDING);
    assertThat(encoded(columns, ShortHistory.PAD, new Object[2 * columns])).isEqualTo(padding);
  }

  @Test
  void stepsAfterTheLastNumberArePaddingAndGapsBeforeItAreFilled() {
    assertThat(encoded(2, ShortHistory.PAD, null, null, 3, null, null, null))
        .containsExactly(8, 8, 4, 8, PADDING, PADDING);
    assertThat(encoded(1, ShortHistory.PAD, null, 3, null)).containsExactly(8, 4, PADDING);
  }

  @Test
  void gapsAreFilledWhereNoWindowIsShort() {
    assertThat(encoded(1, ShortHistory.SKIP, null, 3, null)).containsExactly(8, 4, 8);
  }
}
