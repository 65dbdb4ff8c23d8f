package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.Batch;
import dev.bellows.data.Shape;
import dev.bellows.loss.Huber;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanAbsoluteError;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.Poisson;
import dev.bellows.loss.Quantile;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.Schedule;
import dev.bellows.testing.LocalTraining;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the prediction becomes that minimises a loss: the statistic that the textbook names. */
class LossLearningTest {
  private static final int ROWS = 201;

  static Stream<Arguments> statistics() {
    return Stream.of(
        Arguments.of(new MeanSquaredError(), 67.17), // Σ i² / (ROWS · 200)
        Arguments.of(new MeanAbsoluteError(), skewed(100)),
        Arguments.of(new Quantile(0.5), skewed(100)),
        Arguments.of(new Quantile(0.9), skewed(180)),
        Arguments.of(new Quantile(0.1), skewed(20)),
        Arguments.of(new Poisson(), Math.log(67.17)));
  }

  /** The numbers 0 … 200, squared and divided by 200: more small ones than large ones. */
  private static double skewed(int i) {
    return i * i / 200.0;
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void aConstantBecomesTheStatisticThatTheLossIsOf(Loss loss, double expected) {
    float[] targets = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      targets[i] = (float) skewed(i);
    }
    float[] parameters = train(loss, new float[ROWS], targets, 2, 4_000);

    assertThat((double) parameters[1]).isCloseTo(expected, within(0.01 * Math.max(1, expected)));
  }

  @Test
  void poissonRecoversTheRates() {
    float[] x = new float[ROWS];
    float[] counts = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      x[i] = i / 100f - 1;
      counts[i] = (float) Math.exp(0.5 + 1.5 * x[i]);
    }
    float[] parameters = train(new Poisson(), x, counts, 0.05, 2_000);

    assertThat((double) parameters[0]).isCloseTo(1.5, within(1e-3));
    assertThat((double) parameters[1]).isCloseTo(0.5, within(1e-3));
  }

  /** One row in ten is far above the line {@code 2 x + 1}. */
  @Test
  void outliersPullAMeanButHardlyAHuber() {
    float[] x = new float[ROWS];
    float[] y = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      x[i] = i / 100f - 1;
      y[i] = 2 * x[i] + 1 + (i % 10 == 0 ? 100 : 0);
    }

    assertThat((double) train(new MeanSquaredError(), x, y, 0.1, 2_000)[1]).isGreaterThan(10);
    float[] robust = train(new Huber(0.5), x, y, 0.1, 2_000);
    assertThat((double) robust[0]).isCloseTo(2, within(0.05));
    assertThat((double) robust[1]).isCloseTo(1, within(0.1));
  }

  /** Weight and bias of a line. */
  private static float[] train(Loss loss, float[] x, float[] y, double rate, int steps) {
    float[] ones = new float[x.length];
    Arrays.fill(ones, 1);
    Network line =
        new Network(
            Shape.of(1),
            List.of(
                new Dense.Spec(
                    1, new PointwiseActivation.Identity(), new Initializer.Normal(0.1))));
    TrainingPlan plan =
        new TrainingPlan(
            Optimizers.adam(),
            rate,
            new Schedule.Cosine(0),
            Regularization.NONE,
            Clipping.NONE,
            0,
            steps,
            null,
            null);
    return LocalTraining.fullBatch(
        line, loss, plan, new Batch(x, 1, y, 1, ones, 0, x.length), 3, 1);
  }
}
