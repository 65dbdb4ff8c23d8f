package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellows.data.Batch;
import dev.bellows.data.Shape;
import dev.bellows.loss.BinaryCrossEntropy;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.metric.Evaluation;
import dev.bellows.metric.Metric;
import dev.bellows.nn.Activation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Network;
import dev.bellows.nn.PerUnit;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.Optimizer;
import dev.bellows.optim.Optimizers;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.Schedule;
import dev.bellows.testing.Golden;
import dev.bellows.testing.LocalTraining;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples of the textbooks whose answers are known. */
class TextbookTest {
  private static final Activation IDENTITY = new PointwiseActivation.Identity();

  @Test
  void aLeastSquaresLineIsThatOfTheClosedForm() {
    Random random = new Random(1);
    int rows = 60;
    double[] x = random.doubles(rows, -1, 3).toArray();
    double[] y = Arrays.stream(x).map(v -> 2 * v - 1 + random.nextGaussian() / 2).toArray();
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < rows; i++) {
      covariance += (x[i] - meanX) * (y[i] - meanY);
      variance += (x[i] - meanX) * (x[i] - meanX);
    }
    double slope = covariance / variance;

    Network line = linear(1, 1);
    TrainingPlan plan = plan(Optimizers.momentum(), 0.02, 500, 0);
    Batch batch = batch(x, y);
    float[] parameters = LocalTraining.fullBatch(line, new MeanSquaredError(), plan, batch, 3, 1);
    assertThat((double) parameters[0]).isCloseTo(slope, within(1e-5));
    assertThat((double) parameters[1]).isCloseTo(meanY - slope * meanX, within(1e-5));
  }

  /**
   * Minsky and Papert, 1969: no linear network can; Rumelhart, Hinton and Williams, 1986: with
   * hidden units it is learnt.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void exclusiveOrIsLearntByThreeHiddenUnitsOfDifferentKinds(long seed) {
    float[] corners = {0, 0, /**/ 0, 1, /**/ 1, 0, /**/ 1, 1};
    Batch batch = new Batch(corners, 2, new float[] {0, 1, 1, 0}, 1, ones(4), 0, 4);
    Loss loss = new BinaryCrossEntropy();
    PerUnit different =
        new PerUnit(
            List.of(
                new PointwiseActivation.Tanh(),
                new PointwiseActivation.LeakyRelu(0.1f),
                new PointwiseActivation.Sigmoid()));
    Network network =
        new Network(
            Shape.of(2),
            List.of(
                new Dense.Spec(3, different, new Initializer.Normal(1)),
                new Dense.Spec(1, IDENTITY, new Initializer.Normal(1))));
    TrainingPlan plan = plan(Optimizers.adam(), 0.05, 1_000, 0);
    float[] parameters = LocalTraining.fullBatch(network, loss, plan, batch, 1, seed);
    Evaluation evaluation = LocalTraining.evaluate(network, loss, parameters, batch);
    assertThat(evaluation.value(Metric.ACCURACY)).isEqualTo(1);
    assertThat(evaluation.value(Metric.LOSS)).isLessThan(0.05);

    Network line = linear(2, 1);
    float[] separating = LocalTraining.fullBatch(line, loss, plan, batch, 1, seed);
    assertThat(LocalTraining.evaluate(line, loss, separating, batch).value(Metric.LOSS))
        .isCloseTo(Math.log(2), within(1e-4));
  }

  /** An optimiser and how many epochs it takes. */
  record Way(Optimizer optimizer, double rate, int epochs) {}

  static final List<Way> WAYS =
      List.of(new Way(Optimizers.nesterov(), 0.2, 2_000), new Way(Optimizers.lbfgs(), 1, 40));

  @ParameterizedTest
  @FieldSource("WAYS")
  void binaryLogisticRegressionHasTheCoefficientsOfScikitLearn(Way way) {
    JsonNode golden = Golden.read("logistic.json");
    JsonNode expected = golden.get("binary");
    float[] parameters = logistic(golden, "binary", new BinaryCrossEntropy(), 1, way);
    assertClose(Arrays.copyOf(parameters, 5), expected.get("coefficients").get(0));
    assertClose(Arrays.copyOfRange(parameters, 5, 6), expected.get("intercepts"));
  }

  @ParameterizedTest
  @FieldSource("WAYS")
  void multinomialLogisticRegressionHasTheCoefficientsOfScikitLearn(Way way) {
    JsonNode golden = Golden.read("logistic.json");
    JsonNode expected = golden.get("multiclass");
    float[] parameters = logistic(golden, "multiclass", new SoftmaxCrossEntropy(), 3, way);
    for (int i = 0; i < 3; i++) {
      assertClose(
          Arrays.copyOfRange(parameters, 5 * i, 5 * i + 5), expected.get("coefficients").get(i));
    }
    assertClose(Arrays.copyOfRange(parameters, 15, 18), expected.get("intercepts"));
  }

  private static float[] logistic(JsonNode golden, String labels, Loss loss, int outputs, Way way) {
    float[] targets = Golden.floats(golden.get(labels).get("labels"));
    float[] inputs = new float[targets.length * 5];
    for (int row = 0; row < targets.length; row++) {
      System.arraycopy(Golden.floats(golden.get("inputs").get(row)), 0, inputs, row * 5, 5);
    }
    Batch batch = new Batch(inputs, 5, targets, 1, ones(targets.length), 0, targets.length);
    TrainingPlan plan =
        plan(way.optimizer(), way.rate(), way.epochs(), golden.get("l2").asDouble());
    return LocalTraining.fullBatch(linear(5, outputs), loss, plan, batch, 7, 1);
  }

  private static void assertClose(float[] actual, JsonNode golden) {
    double[] expected = Golden.doubles(golden);
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-3));
    }
  }

  private static Network linear(int inputs, int outputs) {
    return new Network(
        Shape.of(inputs), List.of(new Dense.Spec(outputs, IDENTITY, new Initializer.Normal(0.1))));
  }

  private static TrainingPlan plan(Optimizer optimizer, double rate, int epochs, double l2) {
    return new TrainingPlan(
        optimizer,
        rate,
        new Schedule.Constant(),
        new Regularization(0, l2),
        Clipping.NONE,
        0,
        epochs,
        null,
        null);
  }

  private static Batch batch(double[] x, double[] y) {
    float[] inputs = new float[x.length];
    float[] targets = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      inputs[i] = (float) x[i];
      targets[i] = (float) y[i];
    }
    return new Batch(inputs, 1, targets, 1, ones(x.length), 0, x.length);
  }

  private static float[] ones(int rows) {
    float[] ones = new float[rows];
    Arrays.fill(ones, 1);
    return ones;
  }
}
