package dev.bellows.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.Batch;
import org.junit.jupiter.api.Test;

/** Losses by hand. */
class LossValuesTest {
  @Test
  void meanSquaredErrorIsTheMeanOverOutputsTimesTheWeight() {
    Batch batch = batch(2, new float[] {1, 2, 0, 0}, 1, 0.5f);
    float[] gradient = new float[4];
    double sum = new MeanSquaredError().gradient(new float[] {2, 4, 2, 0}, 2, batch, gradient);
    assertThat(sum).isEqualTo((1 + 4) / 2.0 + 0.5 * 4 / 2);
    assertThat(gradient).containsExactly(1, 2, 1, 0);
  }

  @Test
  void binaryCrossEntropyIsExactAtLargeLogits() {
    BinaryCrossEntropy loss = new BinaryCrossEntropy();
    assertThat(loss.sum(new float[] {1e4f}, 1, batch(1, new float[] {0}, 1))).isEqualTo(1e4);
    assertThat(loss.sum(new float[] {1e4f}, 1, batch(1, new float[] {1}, 1))).isEqualTo(0);
    assertThat(loss.sum(new float[] {-1e4f}, 1, batch(1, new float[] {1}, 1))).isEqualTo(1e4);
    assertThat(loss.sum(new float[] {-30}, 1, batch(1, new float[] {0}, 1)))
        .isCloseTo(Math.exp(-30), within(1e-26));
    assertThat(loss.sum(new float[] {0, 0}, 2, batch(2, new float[] {0, 1}, 3)))
        .isCloseTo(3 * Math.log(2), within(1e-15));
    float[] gradient = new float[2];
    loss.gradient(new float[] {-1e4f, 1e4f}, 1, batch(1, new float[] {1, 0}, 2, 3), gradient);
    assertThat(gradient).containsExactly(-2, 3);
  }

  @Test
  void softmaxCrossEntropyIsExactAtLargeLogits() {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    float[] logits = {1e4f, -1e4f, 0};
    assertThat(loss.sum(logits, 3, batch(1, new float[] {0}, 1))).isEqualTo(0);
    assertThat(loss.sum(logits, 3, batch(1, new float[] {1}, 1))).isEqualTo(2e4);
    assertThat(loss.sum(new float[4], 4, batch(1, new float[] {3}, 2)))
        .isCloseTo(2 * Math.log(4), within(1e-15));
    float[] gradient = new float[3];
    loss.gradient(logits, 3, batch(1, new float[] {1}, 2), gradient);
    assertThat(gradient).containsExactly(2, -2, 0);
  }

  private static Batch batch(int targetWidth, float[] targets, float... weights) {
    return new Batch(new float[0], 0, targets, targetWidth, weights, 0, weights.length);
  }
}
