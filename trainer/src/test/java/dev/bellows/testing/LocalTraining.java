package dev.bellows.testing;

import dev.bellows.data.Batch;
import dev.bellows.data.Shard;
import dev.bellows.loss.Loss;
import dev.bellows.loss.Problem;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Network;
import dev.bellows.train.LocalEngine;
import dev.bellows.train.Program;
import dev.bellows.train.Trainer;
import dev.bellows.train.TrainingListener;
import dev.bellows.train.TrainingPlan;
import dev.bellows.train.TrainingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Trains on rows in memory, dealt to shards in turn, with the training loop that users have. */
public final class LocalTraining {
  private LocalTraining() {}

  /** Trains with all rows in each step, and returns the weights. */
  public static float[] fullBatch(
      Network network, Loss loss, TrainingPlan plan, Batch rows, int shards, long seed) {
    return fullBatch(network, loss, plan, rows, shards, seed, network.initialize(seed));
  }

  /** The same from given weights on. */
  public static float[] fullBatch(
      Network network,
      Loss loss,
      TrainingPlan plan,
      Batch rows,
      int shards,
      long seed,
      float[] weights) {
    Program program = program(network, loss, shards, seed);
    TrainingState state = new TrainingState(network, plan, seed);
    System.arraycopy(weights, 0, state.parameters(), 0, weights.length);
    try (LocalEngine engine = new LocalEngine(program, deal(rows, shards), none(shards), 1)) {
      new Trainer(program, plan, engine, TrainingListener.NONE).train(state);
    }
    return state.parameters();
  }

  /** Evaluates {@code rows}. */
  public static Evaluation evaluate(Network network, Loss loss, float[] parameters, Batch rows) {
    Program program = program(network, loss, 1, 0);
    try (LocalEngine engine = new LocalEngine(program, none(1), deal(rows, 1), 1)) {
      return engine.evaluate(parameters);
    }
  }

  private static Program program(Network network, Loss loss, int shards, long seed) {
    double[] scale = new double[loss.problem() == Problem.REGRESSION ? network.outputs() : 0];
    Arrays.fill(scale, 1);
    Evaluation evaluation = Evaluation.empty(loss.problem(), network.outputs(), scale);
    return new Program(network, loss, evaluation, seed, shards, 1);
  }

  private static List<Shard> deal(Batch rows, int shards) {
    List<Shard> dealt = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      int first = shard;
      List<Integer> own =
          IntStream.range(0, rows.rows()).filter(row -> row % shards == first).boxed().toList();
      dealt.add(new Shard(shard, own.isEmpty() ? List.of() : List.of(Batches.rows(rows, own))));
    }
    return dealt;
  }

  private static List<Shard> none(int shards) {
    return IntStream.range(0, shards).mapToObj(shard -> new Shard(shard, List.of())).toList();
  }
}
