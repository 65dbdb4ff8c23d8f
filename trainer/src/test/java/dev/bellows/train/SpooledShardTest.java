package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.Batch;
import dev.bellows.data.Chunk;
import dev.bellows.data.Shape;
import dev.bellows.data.Shard;
import dev.bellows.data.ShardTree;
import dev.bellows.data.Spool;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.loss.Problem;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.metric.Evaluation;
import dev.bellows.metric.Metric;
import dev.bellows.nn.Dense;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import dev.bellows.testing.Batches;
import dev.bellows.testing.EveryLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A shard gives the same bits from memory and from a file. */
class SpooledShardTest {
  private static final int SHARDS = 2;
  private static final int STEPS = 5; // of an epoch
  private static final int ROWS = 1100; // of a chunk: more than one pass of an evaluation
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.bellows.testing.EveryLayer#networks")
  void anyLayer(EveryLayer.Case network) throws IOException {
    int width = network.input().size();
    List<Batch> chunks = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      chunks.add(
          network.tokens() == EveryLayer.Tokens.YES
              ? Batches.tokens(ROWS, width, 1, EveryLayer.TOKENS, seed)
              : Batches.random(ROWS, width, 1, Problem.REGRESSION, seed));
    }
    compare(program(network.input(), network.layers(), new MeanSquaredError()), chunks);
  }

  @Test
  void classes() throws IOException {
    List<Batch> chunks =
        List.of(
            Batches.random(ROWS, 6, 4, Problem.MULTICLASS, 1),
            Batches.random(30, 6, 4, Problem.MULTICLASS, 2));
    compare(
        program(Shape.of(6), List.of(new Dense.Spec(4, null)), new SoftmaxCrossEntropy()), chunks);
  }

  @Test
  void inputsThatAreTheTargets() throws IOException {
    Batch rows = Batches.random(ROWS, 6, 1, Problem.REGRESSION, 1);
    float[] weights = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      weights[row] = rows.weight(row);
    }
    Batch both = new Batch(rows.inputs(), 6, rows.inputs(), 6, weights, 0, ROWS);
    compare(
        program(Shape.of(6), List.of(new Dense.Spec(6, null)), new MeanSquaredError()),
        List.of(both));
  }

  private void compare(Program program, List<Batch> chunks) throws IOException {
    try (Spool spool = new Spool(folder.resolve("rows"))) {
      List<Chunk> spooled = new ArrayList<>();
      for (Batch chunk : chunks) {
        spooled.add(spool.add(chunk));
      }
      float[] parameters = program.network().initialize(1);
      try (ShardTeam memory = team(program, chunks);
          ShardTeam file = team(program, spooled)) {
        for (int step = 0; step < 2 * STEPS; step += 3) {
          StepSum expected = memory.gradient(step, parameters).total();
          StepSum actual = file.gradient(step, parameters).total();
          assertThat(actual.gradient()).containsExactly(expected.gradient());
          assertThat(actual.loss()).isEqualTo(expected.loss());
          assertThat(actual.weight()).isEqualTo(expected.weight());
          assertThat(actual.rows()).isEqualTo(expected.rows()).isPositive();
        }
        assertThat(values(file.evaluate(parameters)))
            .isEqualTo(values(memory.evaluate(parameters)));
      }
    }
  }

  private static Map<Metric, Double> values(ShardTree<Evaluation> evaluations) {
    return evaluations.total().values();
  }

  private static ShardTeam team(Program program, List<? extends Chunk> chunks) {
    List<Shard> shards = List.of(new Shard(0, chunks), new Shard(1, List.of()));
    return new ShardTeam(program, shards, shards, 1, chunk -> {});
  }

  private static Program program(Shape input, List<LayerSpec> layers, Loss loss) {
    Network network = new Network(input, layers);
    return new Program(
        network,
        loss,
        Evaluation.empty(loss.problem(), network.outputs(), new double[network.outputs()]),
        1,
        SHARDS,
        STEPS);
  }
}
