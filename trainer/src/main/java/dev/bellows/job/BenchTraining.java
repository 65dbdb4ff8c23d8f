package dev.bellows.job;

import dev.bellows.data.Batch;
import dev.bellows.data.BatchBuilder;
import dev.bellows.data.CounterRandom;
import dev.bellows.data.Purpose;
import dev.bellows.data.Shard;
import dev.bellows.loss.Loss;
import dev.bellows.loss.SoftmaxCrossEntropy;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Network;
import dev.bellows.optim.Clipping;
import dev.bellows.optim.Regularization;
import dev.bellows.optim.Schedule;
import dev.bellows.train.EpochReport;
import dev.bellows.train.LocalEngine;
import dev.bellows.train.Program;
import dev.bellows.train.Trainer;
import dev.bellows.train.TrainingListener;
import dev.bellows.train.TrainingPlan;
import dev.bellows.train.TrainingState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The training of one {@link BenchCase} on random rows, by the loop and the engine that users have:
 * permutation, gather, loss and update count.
 */
final class BenchTraining implements AutoCloseable {
  private static final long SEED = 1;

  private final BenchCase timed;
  private final Program program;
  private final LocalEngine engine;

  BenchTraining(BenchCase timed, int shards, int threads) {
    this.timed = timed;
    Network network = timed.network();
    Loss loss = new SoftmaxCrossEntropy();
    this.program =
        new Program(
            network,
            loss,
            Evaluation.empty(loss.problem(), network.outputs(), new double[0]),
            SEED,
            shards,
            Program.stepsPerEpoch(timed.rows(), timed.batchSize()));
    this.engine = new LocalEngine(program, randomRows(shards), heldOut(shards), threads);
  }

  /** What one window of time did. */
  record Window(long steps, double seconds, double loss) {
    double microsPerStep() {
      return seconds / steps * 1e6;
    }
  }

  /** Trains from the initial weights on, whole epochs, until {@code duration} has gone by. */
  Window window(Duration duration) {
    Epochs epochs = new Epochs();
    TrainingPlan plan =
        new TrainingPlan(
            timed.optimizer(),
            timed.optimizer().usualLearningRate(),
            new Schedule.Constant(),
            Regularization.NONE,
            Clipping.NONE,
            0,
            Integer.MAX_VALUE,
            null,
            duration);
    TrainingState state = new TrainingState(program.network(), plan, SEED);
    new Trainer(program, plan, engine, epochs).train(state);
    return new Window(state.step(), epochs.seconds, epochs.loss);
  }

  /** Adds up the time of the epochs, without what lies between them. */
  private static final class Epochs implements TrainingListener {
    private double seconds;
    private double loss;

    @Override
    public void onEpoch(EpochReport report) {
      seconds += report.seconds();
      loss = report.loss();
    }
  }

  private List<Shard> randomRows(int shards) {
    int width = program.network().inputs();
    long inputs = Purpose.GENERATOR.key(SEED, 0);
    long targets = Purpose.GENERATOR.key(SEED, 1);
    float scale = (float) Math.sqrt(12); // of a uniform number, to the variance 1
    List<Shard> dealt = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      List<Batch> chunks = new ArrayList<>();
      BatchBuilder builder = new BatchBuilder(width, 1);
      for (int row = shard; row < timed.rows(); row += shards) {
        builder.beginRow(1);
        for (int i = 0; i < width; i++) {
          float uniform = CounterRandom.uniform(inputs, (long) row * width + i);
          builder.inputs()[builder.inputOffset() + i] = scale * (uniform - 0.5f);
        }
        float target = CounterRandom.uniform(targets, row) * program.network().outputs();
        builder.targets()[builder.targetOffset()] = (int) target;
        if (builder.isFull()) {
          chunks.add(builder.build());
        }
      }
      if (!builder.isEmpty()) {
        chunks.add(builder.build());
      }
      dealt.add(new Shard(shard, chunks));
    }
    return dealt;
  }

  private static List<Shard> heldOut(int shards) {
    return IntStream.range(0, shards).mapToObj(shard -> new Shard(shard, List.of())).toList();
  }

  @Override
  public void close() {
    engine.close();
  }
}
