package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.DataException;
import dev.bellows.data.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {
  private final Embedding embedding = new Embedding.Spec(4, 2).build(Shape.of(3));
  private final float[] table = {0, 0, 1, 2, 3, 4, 5, 6};

  @Test
  void givesEachTokenItsVector() {
    float[] y = new float[12];
    embedding.forward(pass(2), table, 0, new float[] {3, 0, 1, 2, 2, 0}, 0, y);
    assertThat(y).containsExactly(5, 6, 0, 0, 1, 2, 3, 4, 3, 4, 0, 0);
  }

  @Test
  void aRowEndsWithItsLastTokenThatIsNotPadding() {
    LayerPass pass = pass(4);
    float[] x = {3, 0, 1, /**/ 2, 2, 0, /**/ 0, 1, 0, /**/ 0, 0, 0};
    embedding.forward(pass, table, 0, x, 0, new float[24]);
    assertThat(new int[] {pass.length(0, 3), pass.length(1, 3), pass.length(2, 3)})
        .containsExactly(3, 2, 2);
    assertThat(pass.length(3, 3)).isZero();
  }

  @Test
  void vectorsOfTokensThatDoNotOccurAndOfPaddingAreNotTrained() {
    float[] x = {3, 0, 3};
    float[] gradient = {7, 7, 7, 7, 7, 7, 7, 7};
    float[] dy = {1, 2, 10, 20, 100, 200};
    embedding.backward(pass(1), table, 0, x, 0, new float[6], dy, null, gradient);
    assertThat(gradient).containsExactly(0, 0, 0, 0, 0, 0, 101, 202);
  }

  @Test
  void paddingBeginsAsZero() {
    float[] weights = {7, 7, 7, 7, 7, 7, 7, 7};
    embedding.initialize(weights, 0, 1);
    assertThat(weights).startsWith(0, 0).doesNotContain(7);
  }

  @ParameterizedTest
  @ValueSource(floats = {4, -1, 1.5f, Float.NaN, Float.POSITIVE_INFINITY})
  void namesWhatIsNoId(float number) {
    assertThatThrownBy(
            () -> embedding.forward(pass(1), table, 0, new float[] {1, number, 2}, 0, new float[6]))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Invalid token id: %s: must be one of 0 … 3, as the embedding's vocabulary is 4"
                .formatted(number));
  }

  @Test
  void namesWhatItCannotBeBuiltFrom() {
    assertThatThrownBy(() -> new Embedding.Spec(4, 2).build(Shape.of(3, 2)))
        .hasMessage("it got rows of 3 × 2: it takes rows of token ids, [steps]");
    assertThatThrownBy(() -> new Embedding.Spec(1, 2).build(Shape.of(3)))
        .hasMessage("Invalid vocabulary: 1: must be ≥ 2");
    assertThatThrownBy(() -> new Embedding.Spec(4, null, null).build(Shape.of(3)))
        .hasMessage("Invalid units: null: must be ≥ 1");
  }

  private static LayerPass pass(int rows) {
    return LayerPass.of(new Pass(rows, Pass.Mode.TRAINING, 1));
  }
}
