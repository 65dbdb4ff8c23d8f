package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellows.data.Batch;
import dev.bellows.data.BatchBuilder;
import dev.bellows.data.CounterRandom;
import dev.bellows.data.Shape;
import dev.bellows.data.Shard;
import dev.bellows.loss.BinaryCrossEntropy;
import dev.bellows.loss.Problem;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Dropout;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A slice of more rows than a pass takes. */
class LongSliceTest {
  private static final int ROWS = 2 * ShardWorker.PASS_ROWS + 500;
  private static final LayerSpec UNIT =
      new Dense.Spec(1, new PointwiseActivation.Identity(), new Initializer.Constant(0.1));

  @Test
  void isTheSumOfItsPieces() {
    StepSum one = gradient(List.of(UNIT), shards(1), 0);
    StepSum many = gradient(List.of(UNIT), shards(5), 0);
    assertThat(one.rows()).isEqualTo(ROWS);
    assertThat(one.weight()).isEqualTo(ROWS);
    assertThat(one.loss()).isCloseTo(many.loss(), within(1e-6 * many.loss()));
    for (int i = 0; i < one.gradient().length; i++) {
      assertThat(one.gradient()[i]).isCloseTo(many.gradient()[i], within(1e-3f));
    }
  }

  /** Each kept row adds 1 to the gradient: two pieces with the same masks add an even number. */
  @Test
  void everyPieceDropsOtherNumbers() {
    LayerSpec zero = new Dense.Spec(1, new PointwiseActivation.Identity(), new Initializer.Zeros());
    List<LayerSpec> layers = List.of(new Dropout.Spec(0.5), zero);
    BatchBuilder builder = new BatchBuilder(1, 1);
    for (int row = 0; row < 2 * ShardWorker.PASS_ROWS; row++) {
      builder.beginRow(1);
      builder.inputs()[builder.inputOffset()] = 1;
      builder.targets()[builder.targetOffset()] = 0;
    }
    Shard shard = new Shard(0, List.of(builder.build()));
    int odd = 0;
    for (int step = 0; step < 20; step++) {
      odd += Math.round(gradient(layers, List.of(shard), step).gradient()[0]) % 2;
    }
    assertThat(odd).isPositive();
  }

  private static StepSum gradient(List<LayerSpec> layers, List<Shard> shards, int step) {
    Network network = new Network(Shape.of(1), layers);
    Evaluation empty = Evaluation.empty(Problem.BINARY, 1, new double[0]);
    Program program = new Program(network, new BinaryCrossEntropy(), empty, 1, shards.size(), 1);
    List<Shard> none =
        IntStream.range(0, shards.size()).mapToObj(i -> new Shard(i, List.of())).toList();
    try (LocalEngine engine = new LocalEngine(program, shards, none, 1)) {
      return engine.gradient(step, network.initialize(1));
    }
  }

  private static List<Shard> shards(int count) {
    List<Shard> shards = new ArrayList<>();
    for (int shard = 0; shard < count; shard++) {
      BatchBuilder builder = new BatchBuilder(1, 1);
      List<Batch> chunks = new ArrayList<>();
      for (int row = shard; row < ROWS; row += count) {
        builder.beginRow(1);
        builder.inputs()[builder.inputOffset()] = (float) CounterRandom.gaussian(7, row);
        builder.targets()[builder.targetOffset()] = row % 3 == 0 ? 1 : 0;
        if (builder.isFull()) {
          chunks.add(builder.build());
        }
      }
      if (!builder.isEmpty()) {
        chunks.add(builder.build());
      }
      shards.add(new Shard(shard, chunks));
    }
    return shards;
  }
}
