package dev.bellows.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.Batch;
import java.util.Arrays;
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
        .isCloseTo(Math.exp(-30), within(1e-20));
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

  @Test
  void meanAbsoluteErrorIsTheMeanOfDistances() {
    assertSum(new MeanAbsoluteError(), new float[] {1, 5, 3}, new float[] {2, 3, 3}, (1 + 2) / 3.0);
    assertGradient(
        new MeanAbsoluteError(), new float[] {1, 5, 3}, new float[] {2, 3, 3}, -1 / 3f, 1 / 3f, 0);
  }

  @Test
  void huberIsSquareNearAndStraightFar() {
    Huber loss = new Huber(2);
    assertSum(loss, new float[] {1, -1, 5}, new float[] {0, 1, 0}, (0.5 + 2 + 2 * (5 - 1)) / 3);
    assertGradient(loss, new float[] {1.5f, -9}, new float[] {0, 0}, 0.75f, -1);
    assertThatThrownBy(() -> new Huber(0)).hasMessage("Invalid delta: 0.0: must be > 0");
  }

  @Test
  void aHighQuantilePunishesPredictionsThatAreTooLow() {
    Quantile loss = new Quantile(0.75);
    assertSum(loss, new float[] {0, 4, 1}, new float[] {4, 0, 1}, (3 + 1) / 3.0);
    assertGradient(
        loss, new float[] {0, 4, 1, 1}, new float[] {4, 0, 1, 1}, -0.1875f, 0.0625f, 0, 0);
    assertThatThrownBy(() -> new Quantile(1))
        .hasMessage("Invalid quantile: 1.0: must be > 0 and < 1");
  }

  @Test
  void poissonIsHalfTheDeviance() {
    Poisson loss = new Poisson();
    assertSum(loss, new float[] {0}, new float[] {1}, 0);
    assertSum(loss, new float[] {0}, new float[] {4}, 1 + 4 * Math.log(4) - 4);
    assertSum(loss, new float[] {-1e4f}, new float[] {0}, 0);
    assertSum(loss, new float[] {-1e4f}, new float[] {1}, 1e4 - 1);
    assertGradient(loss, new float[] {0, -1e4f}, new float[] {3, 3}, -1, -1.5f);
    double rate = Math.exp(30);
    assertThat(loss.sum(new float[] {1e4f}, 1, batch(1, new float[] {2}, 1)))
        .isCloseTo(rate * (1e4 - 29), within(1e-6 * rate * 1e4));
    float[] gradient = new float[1];
    loss.gradient(new float[] {1e4f}, 1, batch(1, new float[] {2}, 1), gradient);
    assertThat((double) gradient[0]).isCloseTo(rate, within(1e-6 * rate));
  }

  @Test
  void focalLossesWeighDownWhatIsRight() {
    double half = Math.log(2) / 4; // q = ½, γ = 2
    assertSum(new BinaryFocal(2), new float[] {0}, new float[] {1}, half);
    assertSum(new SoftmaxFocal(2), new float[] {3, 3}, new float[] {1}, half);
    assertSum(new BinaryFocal(2), new float[] {1e4f, -1e4f}, new float[] {1, 0}, 0);
    assertSum(new BinaryFocal(2), new float[] {-1e4f, 1e4f}, new float[] {1, 0}, 1e4);
    assertSum(new SoftmaxFocal(2), new float[] {1e4f, -1e4f, 0}, new float[] {0}, 0);
    assertSum(new SoftmaxFocal(2), new float[] {1e4f, -1e4f, 0}, new float[] {1}, 2e4);
    assertGradient(new BinaryFocal(2), new float[] {-1e4f, 1e4f}, new float[] {1, 0}, -0.5f, 0.5f);
    assertGradient(new SoftmaxFocal(2), new float[] {1e4f, -1e4f, 0}, new float[] {0}, 0, 0, 0);
    assertGradient(new SoftmaxFocal(0.5), new float[] {1e4f, -1e4f, 0}, new float[] {1}, 1, -1, 0);
    assertThatThrownBy(() -> new SoftmaxFocal(-1)).hasMessage("Invalid gamma: -1.0: must be ≥ 0");
    assertThatThrownBy(() -> new BinaryFocal(Double.NaN))
        .hasMessage("Invalid gamma: NaN: must be ≥ 0");
  }

  @Test
  void withoutFocusAFocalLossIsTheCrossEntropy() {
    float[] logits = {0.5f, -2, 1.5f, 3, -0.25f, 1};
    Batch classes = batch(1, new float[] {2, 0}, 1, 0.5f);
    assertThat(new SoftmaxFocal(0).sum(logits, 3, classes))
        .isCloseTo(new SoftmaxCrossEntropy().sum(logits, 3, classes), within(1e-12));
    Batch answers = batch(3, new float[] {1, 0, 0, 1, 1, 0}, 1, 0.5f);
    assertThat(new BinaryFocal(0).sum(logits, 3, answers))
        .isCloseTo(new BinaryCrossEntropy().sum(logits, 3, answers), within(1e-12));
  }

  @Test
  void smoothedLabelsPunishCertainty() {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(0.1);
    assertSum(loss, new float[] {1e4f, -1e4f}, new float[] {0}, 0.05 * 2e4);
    assertSum(loss, new float[] {1e4f, -1e4f}, new float[] {1}, 0.95 * 2e4);
    assertGradient(loss, new float[] {1e4f, -1e4f}, new float[] {0}, 0.05f, -0.05f);
    assertThatThrownBy(() -> new SoftmaxCrossEntropy(1))
        .hasMessage("Invalid label-smoothing: 1.0: must be ≥ 0 and < 1");
  }

  /** Of one row of weight 1; a softmax has one target. */
  private static void assertSum(Loss loss, float[] logits, float[] targets, double expected) {
    Batch batch = batch(targets.length, targets, 1);
    assertThat(loss.sum(logits, logits.length, batch))
        .isCloseTo(expected, within(1e-7 * Math.max(1e-7, Math.abs(expected))));
  }

  private static void assertGradient(
      Loss loss, float[] logits, float[] targets, float... expected) {
    float[] gradient = new float[logits.length];
    Arrays.fill(gradient, Float.NaN); // what was there before does not matter
    loss.gradient(logits, logits.length, batch(targets.length, targets, 1), gradient);
    assertThat(gradient).containsExactly(expected, within(1e-6f));
  }

  private static Batch batch(int targetWidth, float[] targets, float... weights) {
    return new Batch(new float[0], 0, targets, targetWidth, weights, 0, weights.length);
  }
}
