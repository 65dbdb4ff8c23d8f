package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.Batch;
import dev.bellows.data.DataException;
import dev.bellows.data.Shape;
import dev.bellows.data.Shard;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.Problem;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Network;
import dev.bellows.nn.Pass;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.nn.Workspace;
import dev.bellows.testing.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalEquationsTest {
  /** Deals the rows to {@code shards}, the second of which stays empty. */
  private static NormalEquations.Solution solve(Batch rows, double l2, int shards, int threads) {
    Network network = network(rows.inputWidth(), rows.targetWidth());
    List<List<Integer>> dealt = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      dealt.add(new ArrayList<>());
    }
    for (int row = 0; row < rows.rows(); row++) {
      int shard = row % shards;
      dealt.get(shard == 1 ? 0 : shard).add(row);
    }
    List<Shard> training = new ArrayList<>();
    List<Shard> validation = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      List<Integer> numbers = dealt.get(i);
      training.add(
          new Shard(i, numbers.isEmpty() ? List.of() : List.of(Batches.rows(rows, numbers))));
      validation.add(new Shard(i, List.of()));
    }
    Evaluation evaluation =
        Evaluation.empty(Problem.REGRESSION, rows.targetWidth(), new double[rows.targetWidth()]);
    Program program = new Program(network, new MeanSquaredError(), evaluation, 0, shards, 1);
    try (Engine engine = new LocalEngine(program, training, validation, threads)) {
      return new NormalEquations(rows.inputWidth(), rows.targetWidth(), l2).solve(engine);
    }
  }

  private static Network network(int inputs, int outputs) {
    return new Network(
        Shape.of(inputs),
        List.of(new Dense.Spec(outputs, new PointwiseActivation.Identity(), new Initializer.He())));
  }

  private static Batch rows(int count, IntToDoubleFunction[] inputs, IntToDoubleFunction target) {
    Batch batch = Batch.ofCapacity(count, inputs.length, 1);
    float[] targets = new float[count];
    float[] weights = new float[count];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < inputs.length; i++) {
        batch.inputs()[row * inputs.length + i] = (float) inputs[i].applyAsDouble(row);
      }
      targets[row] = (float) target.applyAsDouble(row);
      weights[row] = 1;
    }
    return new Batch(batch.inputs(), inputs.length, targets, 1, weights, 0, count);
  }

  @Test
  void findsALineThatIsThere() {
    Batch rows =
        rows(
            40,
            new IntToDoubleFunction[] {i -> i / 8.0, i -> (i * 7 % 11) / 4.0},
            i -> 3 - 2 * (i / 8.0) + 0.5 * ((i * 7 % 11) / 4.0));
    assertThat(solve(rows, 0, 3, 1).parameters()).containsExactly(-2, 0.5f, 3);
    assertThat(solve(rows, 0, 3, 1).dropped()).isEmpty();
  }

  @Test
  void isTheLeastSquaresLineOfATextbook() {
    // x: 1 2 3 4 5, y: 2 4 5 4 5: slope 6 / 10, intercept 4 − 0.6 · 3
    double[] y = {2, 4, 5, 4, 5};
    Batch rows = rows(5, new IntToDoubleFunction[] {i -> i + 1.0}, i -> y[i]);
    float[] line = solve(rows, 0, 1, 1).parameters();
    assertThat(line[0]).isEqualTo(0.6f, Offset.offset(1e-7f));
    assertThat(line[1]).isEqualTo(2.2f, Offset.offset(3e-7f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void makesTheGradientOfTheLossVanish(int shards) {
    Batch rows = Batches.random(700, 12, 3, Problem.REGRESSION, 5);
    for (double l2 : new double[] {0, 0.3}) {
      float[] parameters = solve(rows, l2, shards, 1).parameters();
      Network network = network(12, 3);
      Workspace workspace = new Workspace(network);
      float[] logits =
          network.forward(workspace, Pass.inference(700), parameters, rows.inputs(), 0);
      double[] gradient = new double[12 * 3 + 3];
      double weight = 0;
      for (int row = 0; row < 700; row++) {
        weight += rows.weight(row);
        for (int k = 0; k < 3; k++) {
          double error = 2.0 / 3 * rows.weight(row) * (logits[row * 3 + k] - rows.target(row, k));
          for (int i = 0; i < 12; i++) {
            gradient[k * 12 + i] += error * rows.inputs()[row * 12 + i];
          }
          gradient[36 + k] += error;
        }
      }
      for (int i = 0; i < gradient.length; i++) {
        double penalty = i < 36 ? l2 * parameters[i] : 0;
        assertThat(gradient[i] / weight + penalty).isEqualTo(0, Offset.offset(2e-7));
      }
    }
  }

  @Test
  void aWeightIsARowRepeated() {
    Batch rows = Batches.random(90, 5, 2, Problem.REGRESSION, 6);
    float[] weights = new float[90];
    List<Integer> repeated = new ArrayList<>();
    for (int row = 0; row < 90; row++) {
      weights[row] = row % 4; // and 0 is a row left out
      for (int i = 0; i < row % 4; i++) {
        repeated.add(row);
      }
    }
    float[] ones = new float[repeated.size()];
    Arrays.fill(ones, 1);
    float[] weighted = solve(Batches.weighted(rows, weights), 0, 3, 1).parameters();
    float[] plain =
        solve(Batches.weighted(Batches.rows(rows, repeated), ones), 0, 4, 1).parameters();
    assertThat(weighted).containsExactly(plain, Offset.offset(1e-6f));
    float[] unweighted = new float[90];
    Arrays.fill(unweighted, 1);
    assertThat(solve(Batches.weighted(rows, unweighted), 0, 3, 1).parameters()[0])
        .isNotCloseTo(weighted[0], Offset.offset(1e-3f));
  }

  @Test
  void dropsWhatOthersExplain() {
    Random random = new Random(7);
    double[][] free = new double[200][3];
    for (double[] row : free) {
      for (int i = 0; i < 3; i++) {
        row[i] = random.nextGaussian();
      }
    }
    IntToDoubleFunction[] inputs = {
      i -> free[i][0],
      i -> 5, // constant
      i -> free[i][1],
      i -> free[i][0] + 2 * free[i][1], // as far as floats can say
      i -> 0.1f, // constant, and its mean is not exact
      i -> free[i][2]
    };
    Batch rows = rows(200, inputs, i -> 1 + free[i][0] - free[i][1] + 0.25 * free[i][2]);
    NormalEquations.Solution solution = solve(rows, 0, 2, 1);
    assertThat(solution.dropped()).hasSize(3).contains(1, 4).containsAnyOf(0, 2, 3);
    for (int dropped : solution.dropped()) {
      assertThat(solution.parameters()[dropped]).isZero();
    }
    float[] logits =
        network(6, 1)
            .forward(
                new Workspace(network(6, 1)),
                Pass.inference(200),
                solution.parameters(),
                rows.inputs(),
                0);
    for (int row = 0; row < 200; row++) {
      assertThat(logits[row]).isEqualTo(rows.target(row, 0), Offset.offset(2e-6f));
    }
  }

  @Test
  void knowsAllClassesOfAOneHotColumnFromTheOthers() {
    IntToDoubleFunction[] inputs = {
      i -> i % 3 == 0 ? 1 : 0, i -> i % 3 == 1 ? 1 : 0, i -> i % 3 == 2 ? 1 : 0
    };
    NormalEquations.Solution solution = solve(rows(30, inputs, i -> i % 3), 0, 1, 1);
    assertThat(solution.dropped()).hasSize(1);
    float[] p = solution.parameters();
    for (int i = 0; i < 3; i++) {
      assertThat(p[i] + p[3]).isEqualTo(i, Offset.offset(1e-6f));
    }
  }

  @Test
  void losesNoDigitsFarFromZero() {
    Batch rows =
        rows(100, new IntToDoubleFunction[] {i -> 1_000_000 + i}, i -> 2_000_000 + 2.0 * i);
    float[] line = solve(rows, 0, 2, 1).parameters();
    assertThat(line[0]).isEqualTo(2);
    assertThat(line[1]).isEqualTo(0, Offset.offset(1e-6f));
  }

  @Test
  void onlyConstantsLeaveTheMean() {
    Batch rows = rows(4, new IntToDoubleFunction[] {i -> 7}, i -> i);
    NormalEquations.Solution solution = solve(rows, 0, 1, 1);
    assertThat(solution.parameters()).containsExactly(0, 1.5f);
    assertThat(solution.dropped()).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void threadsDoNotMatter(int threads) {
    Batch rows = Batches.random(1_000, 9, 2, Problem.REGRESSION, 8);
    assertThat(solve(rows, 0.1, 7, threads).parameters())
        .isEqualTo(solve(rows, 0.1, 7, 1).parameters());
  }

  @Test
  void saysWhatItCannotDo() {
    assertThatThrownBy(() -> new NormalEquations(4_096, 1, 0))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot solve in closed form: 4,096 inputs and 1 outputs: more than 4,096 in all; use fewer columns, or an optimizer instead of normal-equations");
    assertThatThrownBy(() -> new NormalEquations(1, 1, -1))
        .hasMessage("Invalid l2: -1.0: must be ≥ 0");
    Batch weightless = Batches.weighted(Batches.random(2, 1, 1, Problem.REGRESSION, 1), 0, 0);
    assertThatThrownBy(() -> solve(weightless, 0, 1, 1))
        .hasMessage("Cannot solve in closed form: no training row has a weight");
  }
}
