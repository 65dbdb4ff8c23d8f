package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.Shape;
import dev.bellows.loss.Problem;
import dev.bellows.testing.Batches;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionTest {
  private static final Shape SHAPE = Shape.of(4, 6);

  @Test
  void aCausalStepDoesNotSeeThoseBehindIt() {
    Network network = network(new Attention.Spec(2, Attention.Mask.CAUSAL));
    float[] x = Batches.random(1, SHAPE.size(), 1, Problem.REGRESSION, 3).inputs();
    float[] before = outputs(network, x);
    x[2 * 6] += 1; // in the third step
    float[] after = outputs(network, x);
    assertThat(Arrays.copyOf(after, 2 * 6)).containsExactly(Arrays.copyOf(before, 2 * 6));
    assertThat(after[2 * 6]).isNotEqualTo(before[2 * 6]);
    assertThat(after[3 * 6]).isNotEqualTo(before[3 * 6]);
  }

  @Test
  void aRowWithoutStepsGivesZeros() {
    float[] x = new float[SHAPE.size()];
    Arrays.fill(x, Float.NaN);
    assertThat(
            outputs(
                new Network(
                    SHAPE, List.of(new Masking.Spec(), new Attention.Spec(3, Attention.Mask.NONE))),
                x))
        .containsOnly(0);
  }

  /** Scores of 10,000 and more would overflow in a plain quotient of exponentials. */
  @Test
  void largeScoresDoNotOverflow() {
    Network network = network(new Attention.Spec(1, Attention.Mask.NONE));
    float[] x = Batches.random(1, SHAPE.size(), 1, Problem.REGRESSION, 3).inputs();
    for (int i = 0; i < x.length; i++) {
      x[i] *= 1000;
    }
    for (float number : outputs(network, x)) {
      assertThat(number).isFinite();
    }
  }

  @Test
  void refusesMoreProbabilitiesThanAnArrayHolds() {
    Attention attention = new Attention.Spec(2, null).build(Shape.of(20_000, 2));
    float[] numbers = new float[3 * 40_000];
    assertThatThrownBy(
            () ->
                attention.forward(
                    LayerPass.of(new Pass(3, Pass.Mode.TRAINING, 1)),
                    new float[attention.parameterCount()],
                    0,
                    numbers,
                    0,
                    numbers.clone()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid slice: 3 rows need a buffer of 2,400,000,000 numbers, more than an array can"
                + " hold: make batches smaller, or shards more");
  }

  @Test
  void namesWhatItCannotBeBuiltFrom() {
    assertThatThrownBy(() -> new Attention.Spec(4, null).build(SHAPE))
        .hasMessage("Invalid heads: 4: must divide the 6 features of a step");
    assertThatThrownBy(() -> new Attention.Spec(null, null).build(SHAPE))
        .hasMessage("Invalid heads: null: must be ≥ 1");
    assertThatThrownBy(() -> new Attention.Spec(2, null, 1))
        .hasMessage("Invalid dropout: 1.0 (attention): must be ≥ 0 and < 1");
    assertThatThrownBy(() -> new Attention.Spec(2, null).build(Shape.of(6)))
        .hasMessage("it got rows of 6: it takes sequences, steps × features");
  }

  private static Network network(LayerSpec spec) {
    return new Network(SHAPE, List.of(spec));
  }

  private static float[] outputs(Network network, float[] x) {
    return network
        .forward(new Workspace(network), Pass.inference(1), network.initialize(1), x, 0)
        .clone();
  }
}
