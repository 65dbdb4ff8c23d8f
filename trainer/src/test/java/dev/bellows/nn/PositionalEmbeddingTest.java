package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.Shape;
import org.junit.jupiter.api.Test;

class PositionalEmbeddingTest {
  @Test
  void wavesAreThoseOfThePaper() {
    float[] y = added(Shape.of(3, 4), PositionalEmbedding.Kind.SINUSOIDAL);
    assertThat(y[0]).isZero(); // sin 0
    assertThat(y[1]).isOne(); // cos 0
    assertThat((double) y[4]).isCloseTo(Math.sin(1), within(1e-7));
    assertThat((double) y[5]).isCloseTo(Math.cos(1), within(1e-7));
    assertThat((double) y[10]).isCloseTo(Math.sin(2 / 100.0), within(1e-7));
    assertThat((double) y[11]).isCloseTo(Math.cos(2 / 100.0), within(1e-7));
  }

  @Test
  void unitsMayBeOdd() {
    float[] y = added(Shape.of(2, 3), PositionalEmbedding.Kind.SINUSOIDAL);
    assertThat((double) y[5]).isCloseTo(Math.sin(1 / Math.pow(10_000, 2 / 3.0)), within(1e-7));
  }

  @Test
  void onlyLearnedVectorsAreParameters() {
    Shape shape = Shape.of(3, 4);
    assertThat(new PositionalEmbedding.Spec(null).build(shape).parameterCount()).isEqualTo(12);
    assertThat(
            new PositionalEmbedding.Spec(PositionalEmbedding.Kind.SINUSOIDAL)
                .build(shape)
                .parameterCount())
        .isZero();
  }

  @Test
  void wavesAreNotDrawn() {
    assertThatThrownBy(
            () ->
                new PositionalEmbedding.Spec(
                    PositionalEmbedding.Kind.SINUSOIDAL, new Initializer.Glorot()))
        .hasMessage("Invalid initializer: glorot: waves are computed, not drawn; leave it out");
  }

  @Test
  void takesSequencesOnly() {
    assertThatThrownBy(() -> new PositionalEmbedding.Spec(null).build(Shape.of(3)))
        .hasMessage("it got rows of 3: it takes sequences, steps × features");
  }

  private static float[] added(Shape shape, PositionalEmbedding.Kind kind) {
    PositionalEmbedding layer = new PositionalEmbedding.Spec(kind).build(shape);
    float[] y = new float[shape.size()];
    layer.forward(LayerPass.of(Pass.inference(1)), new float[0], 0, new float[shape.size()], 0, y);
    return y;
  }
}
