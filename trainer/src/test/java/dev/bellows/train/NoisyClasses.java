package dev.bellows.train;

import dev.bellows.data.Batch;
import dev.bellows.data.BatchBuilder;
import dev.bellows.data.CounterRandom;
import dev.bellows.data.Shape;
import dev.bellows.data.Shard;
import dev.bellows.loss.BinaryCrossEntropy;
import dev.bellows.loss.Problem;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.Initializer;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import java.util.List;

/** Two classes that overlap, and a network large enough to learn the noise soon. */
final class NoisyClasses {
  static final int STEPS = 4;
  static final Network NETWORK =
      new Network(
          Shape.of(3),
          List.of(
              new Dense.Spec(16, new PointwiseActivation.Tanh(), new Initializer.Glorot()),
              new Dense.Spec(1, new PointwiseActivation.Identity(), new Initializer.Glorot())));

  private static final int ROWS = 60;
  private static final int HELD_OUT = 30;

  private NoisyClasses() {}

  static TrainingResult train(TrainingState state, TrainingPlan plan) {
    return train(state, plan, TrainingListener.NONE);
  }

  static TrainingResult train(TrainingState state, TrainingPlan plan, TrainingListener listener) {
    return train(state, plan, listener, 1, HELD_OUT);
  }

  /**
   * Trains in {@link #STEPS} steps an epoch.
   *
   * @param weight of every training row
   * @param heldOut rows
   */
  static TrainingResult train(
      TrainingState state,
      TrainingPlan plan,
      TrainingListener listener,
      float weight,
      int heldOut) {
    try (LocalEngine engine = engine(weight, heldOut)) {
      return new Trainer(program(), plan, engine, listener).train(state);
    }
  }

  static Evaluation evaluate(float[] weights) {
    try (LocalEngine engine = engine(1, HELD_OUT)) {
      return engine.evaluate(weights);
    }
  }

  private static Program program() {
    Evaluation empty = Evaluation.empty(Problem.BINARY, 1, new double[0]);
    return new Program(NETWORK, new BinaryCrossEntropy(), empty, 1, 1, STEPS);
  }

  private static LocalEngine engine(float weight, int heldOut) {
    List<Batch> validation = heldOut == 0 ? List.of() : List.of(rows(ROWS, heldOut, 1));
    return new LocalEngine(
        program(),
        List.of(new Shard(0, List.of(rows(0, ROWS, weight)))),
        List.of(new Shard(0, validation)),
        1);
  }

  private static Batch rows(int from, int count, float weight) {
    BatchBuilder builder = new BatchBuilder(3, 1);
    for (int i = from; i < from + count; i++) {
      long key = CounterRandom.key(8, i);
      builder.beginRow(weight);
      for (int j = 0; j < 3; j++) {
        builder.inputs()[builder.inputOffset() + j] = (float) CounterRandom.gaussian(key, j);
      }
      double score = builder.inputs()[builder.inputOffset()] + CounterRandom.gaussian(key, 5);
      builder.targets()[builder.targetOffset()] = score > 0 ? 1 : 0;
    }
    return builder.build();
  }
}
