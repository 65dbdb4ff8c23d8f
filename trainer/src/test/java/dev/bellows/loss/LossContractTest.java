package dev.bellows.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.Batch;
import dev.bellows.data.Shape;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.Network;
import dev.bellows.testing.Batches;
import dev.bellows.train.GradientCheck;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every loss must do, one row for each loss and number of outputs. */
class LossContractTest {
  private static final int ROWS = 7;

  /** A loss with so many outputs. */
  record Row(Loss loss, int outputs) {}

  static final List<Row> LOSSES =
      List.of(
          new Row(new MeanSquaredError(), 1),
          new Row(new MeanSquaredError(), 3),
          new Row(new MeanAbsoluteError(), 3),
          new Row(new Huber(0.5), 3),
          new Row(new Quantile(0.9), 1),
          new Row(new Quantile(0.25), 3),
          new Row(new Poisson(), 1),
          new Row(new Poisson(), 3),
          new Row(new BinaryCrossEntropy(), 1),
          new Row(new BinaryCrossEntropy(), 3),
          new Row(new BinaryFocal(2), 1),
          new Row(new BinaryFocal(0.5), 3),
          new Row(new SoftmaxCrossEntropy(), 2),
          new Row(new SoftmaxCrossEntropy(), 5),
          new Row(new SoftmaxCrossEntropy(0.1), 5),
          new Row(new SoftmaxFocal(2), 2),
          new Row(new SoftmaxFocal(0.5), 5));

  @ParameterizedTest
  @FieldSource("LOSSES")
  void theGradientIsThatOfDifferenceQuotients(Row row) {
    GradientCheck.Block block = check(row.loss(), row);
    assertThat(block.checked()).isEqualTo(ROWS * row.outputs());
    assertThat(block.passes()).as("%s", block).isTrue();
  }

  @ParameterizedTest
  @FieldSource("LOSSES")
  void aFactorWrongByOnePercentIsFound(Row row) {
    assertThat(check(new BrokenLoss(row.loss(), 1.01f), row).passes()).isFalse();
  }

  @ParameterizedTest
  @FieldSource("LOSSES")
  void gradientGivesTheSameSum(Row row) {
    Batch batch = batch(row);
    float[] logits = batch.inputs();
    float[] before = logits.clone();
    double sum = row.loss().sum(logits, row.outputs(), batch);
    assertThat(row.loss().gradient(logits, row.outputs(), batch, new float[logits.length]))
        .isEqualTo(sum);
    assertThat(logits).as("logits are not written to").containsExactly(before);
  }

  @ParameterizedTest
  @FieldSource("LOSSES")
  void theSumOfAllRowsIsTheSumOverParts(Row row) {
    Batch batch = batch(row);
    int cut = 3 * row.outputs();
    float[] first = Arrays.copyOfRange(batch.inputs(), 0, cut);
    float[] second = Arrays.copyOfRange(batch.inputs(), cut, batch.inputs().length);
    Loss loss = row.loss();
    float[] gradient = new float[batch.inputs().length];
    double sum = loss.gradient(batch.inputs(), row.outputs(), batch, gradient);
    float[] firstGradient = new float[first.length];
    float[] secondGradient = new float[second.length];
    double parts =
        loss.gradient(first, row.outputs(), batch.slice(0, 3), firstGradient)
            + loss.gradient(second, row.outputs(), batch.slice(3, ROWS - 3), secondGradient);
    assertThat(parts).isCloseTo(sum, within(1e-12 * sum));
    assertThat(Arrays.copyOfRange(gradient, 0, cut)).containsExactly(firstGradient);
    assertThat(Arrays.copyOfRange(gradient, cut, gradient.length)).containsExactly(secondGradient);
  }

  @ParameterizedTest
  @FieldSource("LOSSES")
  void aWeightIsARowRepeated(Row row) {
    Batch batch = batch(row);
    Batch weighted = Batches.weighted(batch.slice(0, 3), 1, 3, 0);
    Batch repeated = Batches.weighted(Batches.rows(batch, List.of(0, 1, 1, 1)), 1, 1, 1, 1);
    double sum = row.loss().sum(repeated.inputs(), row.outputs(), repeated);
    assertThat(row.loss().sum(weighted.inputs(), row.outputs(), weighted))
        .isCloseTo(sum, within(1e-12 * sum));
    float[] gradient = new float[weighted.inputs().length];
    row.loss().gradient(weighted.inputs(), row.outputs(), weighted, gradient);
    float[] once = new float[repeated.inputs().length];
    row.loss().gradient(repeated.inputs(), row.outputs(), repeated, once);
    for (int i = 0; i < row.outputs(); i++) {
      int second = row.outputs() + i;
      assertThat(gradient[i]).isEqualTo(once[i]);
      assertThat(gradient[second])
          .isCloseTo(3 * once[second], within(Math.ulp(gradient[second]) * 4));
      assertThat(gradient[2 * row.outputs() + i]).isZero();
    }
  }

  @ParameterizedTest
  @FieldSource("LOSSES")
  void largeLogitsGiveFiniteLossesAndGradients(Row row) {
    for (float size : new float[] {1e2f, 1e4f, 1e8f}) {
      Batch batch = batch(row);
      float[] logits = new float[batch.inputs().length];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = i % 3 == 0 ? size : -size;
      }
      float[] gradient = new float[logits.length];
      double sum = row.loss().gradient(logits, row.outputs(), batch, gradient);
      assertThat(sum).isFinite().isPositive();
      for (float slope : gradient) {
        assertThat(slope).isFinite();
      }
    }
  }

  /**
   * A generalised linear model's gradient: {@code weight · (link(z) − target)}, up to a constant.
   */
  @ParameterizedTest
  @FieldSource("LOSSES")
  void theGradientPointsFromTheTargetToThePrediction(Row row) {
    Batch batch = batch(row);
    float[] predictions = batch.inputs().clone();
    Activation link = row.loss().link();
    link.forward(predictions, ROWS, row.outputs());
    float[] gradient = new float[predictions.length];
    row.loss().gradient(batch.inputs(), row.outputs(), batch, gradient);
    boolean multiclass = row.loss().problem() == Problem.MULTICLASS;
    float share =
        row.loss() instanceof SoftmaxCrossEntropy smoothed ? (float) smoothed.labelSmoothing() : 0;
    for (int i = 0; i < gradient.length; i++) {
      int r = i / row.outputs();
      int output = i % row.outputs();
      float target =
          multiclass
              ? (batch.target(r, 0) == output ? 1 - share : 0) + share / row.outputs()
              : batch.target(r, output);
      assertThat(Math.signum(gradient[i])).isEqualTo(Math.signum(predictions[i] - target));
    }
  }

  private static GradientCheck.Block check(Loss loss, Row row) {
    Network identity = new Network(Shape.of(row.outputs()), List.of(new Dropout.Spec(0)));
    return GradientCheck.check(identity, loss, new float[0], batch(row), 100, 1).get(0);
  }

  /** Logits are the inputs. */
  private static Batch batch(Row row) {
    Batch batch = Batches.random(ROWS, row.outputs(), row.outputs(), row.loss().problem(), 3);
    return row.loss() instanceof Poisson ? Batches.counts(batch) : batch;
  }

  /** A loss with a mistake: its gradient is multiplied by a factor. */
  private record BrokenLoss(Loss loss, float factor) implements Loss {
    @Override
    public String name() {
      return loss.name();
    }

    @Override
    public Problem problem() {
      return loss.problem();
    }

    @Override
    public Activation link() {
      return loss.link();
    }

    @Override
    public double sum(float[] logits, int outputs, Batch batch) {
      return loss.sum(logits, outputs, batch);
    }

    @Override
    public double gradient(float[] logits, int outputs, Batch batch, float[] gradient) {
      double sum = loss.gradient(logits, outputs, batch, gradient);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= factor;
      }
      return sum;
    }
  }
}
