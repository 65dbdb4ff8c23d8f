package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.Column;
import dev.bellows.data.Columns;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.data.Row;
import dev.bellows.data.RowHash;
import dev.bellows.data.Shape;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.Problem;
import dev.bellows.metric.Evaluation;
import dev.bellows.metric.Metric;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.testing.PlainShards;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The textbook's curve (Bishop, Pattern Recognition and Machine Learning, 2006, section 1.1):
 * points of {@code sin 2πx} with noise, fitted with polynomials of degree 1, 5 and 20 by least
 * squares.
 */
class PolynomialFitTest {
  private static final double NOISE = 0.2;
  private static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column("x", Column.Kind.NUMERIC, Column.Role.FEATURE),
              new Column("y", Column.Kind.NUMERIC, Column.Role.LABEL)));

  /** Root mean squared errors. */
  private record Errors(double training, double validation) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aLineUnderfits(long seed) {
    for (int points : new int[] {10, 30, 100}) {
      Errors line = fit(1, points, seed);
      assertThat(line.training()).isGreaterThan(2 * NOISE);
      assertThat(line.validation()).isBetween(2 * NOISE, 1.5 * line.training());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void degreeFiveFitsWhereThereArePointsEnough(long seed) {
    Errors curve = fit(5, 100, seed);
    assertThat(curve.training()).isBetween(0.8 * NOISE, 1.25 * NOISE);
    assertThat(curve.validation()).isBetween(0.8 * NOISE, 1.25 * NOISE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void degreeTwentyOverfitsFewPoints(long seed) {
    Errors interpolation = fit(20, 10, seed);
    assertThat(interpolation.training()).isLessThan(0.05 * NOISE);
    assertThat(interpolation.validation()).isGreaterThan(5 * NOISE);
    Errors wild = fit(20, 30, seed);
    assertThat(wild.training()).isLessThan(0.9 * NOISE);
    assertThat(wild.validation()).isGreaterThan(1.25 * fit(5, 30, seed).validation());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void morePointsCureOverfitting(long seed) {
    for (int degree : new int[] {5, 20}) {
      Errors few = fit(degree, 10, seed);
      Errors many = fit(degree, 100, seed);
      assertThat(many.training()).isGreaterThan(few.training());
      assertThat(many.validation()).isLessThan(few.validation()).isLessThan(1.4 * NOISE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 30, 100})
  void theTrainingErrorFallsWithTheDegree(int points) {
    for (long seed = 1; seed <= 3; seed++) {
      double line = fit(1, points, seed).training();
      double curve = fit(5, points, seed).training();
      assertThat(curve).isLessThan(line);
      assertThat(fit(20, points, seed).training()).isLessThan(curve);
    }
  }

  private static Errors fit(int degree, int points, long seed) {
    PreprocessingSpec defaults = PreprocessingSpec.defaults();
    PreprocessingSpec spec =
        new PreprocessingSpec(
            defaults.scaling(),
            defaults.missing(),
            degree,
            defaults.label(),
            defaults.classWeights());
    PlainShards shards = PlainShards.of(rows(points, seed), COLUMNS, spec, 4, seed);
    int inputs = shards.preprocessing().inputWidth();
    Network network =
        new Network(
            Shape.of(inputs),
            List.of(
                new Dense.Spec(1, new PointwiseActivation.Identity(), new Initializer.Normal(0))));
    Evaluation evaluation =
        Evaluation.empty(Problem.REGRESSION, 1, shards.preprocessing().targetScale());
    Program program = new Program(network, new MeanSquaredError(), evaluation, seed, 4, 1);
    try (Engine held = new LocalEngine(program, shards.training(), shards.validation(), 1);
        Engine same = new LocalEngine(program, shards.training(), shards.training(), 1)) {
      float[] parameters = new NormalEquations(inputs, 1, 0).solve(held).parameters();
      return new Errors(
          same.evaluate(parameters).value(Metric.RMSE),
          held.evaluate(parameters).value(Metric.RMSE));
    }
  }

  /** So many training points, and 200 held out. */
  private static List<Row> rows(int points, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < points + 200; i++) {
      double x = random.nextDouble();
      double y = Math.sin(2 * Math.PI * x) + NOISE * random.nextGaussian();
      RowHash identity = new RowHash.Digest().number(x).number(y).hash();
      rows.add(new Row(new double[] {x, y}, new String[0], identity, i >= points));
    }
    return rows;
  }
}
