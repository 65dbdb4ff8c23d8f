package dev.bellows.train;

import com.sun.management.ThreadMXBean;
import dev.bellows.data.Batch;
import dev.bellows.data.Shape;
import dev.bellows.data.Shard;
import dev.bellows.loss.Loss;
import dev.bellows.loss.MeanSquaredError;
import dev.bellows.metric.Evaluation;
import dev.bellows.nn.Dense;
import dev.bellows.nn.LayerSpec;
import dev.bellows.nn.Network;
import dev.bellows.nn.PointwiseActivation;
import dev.bellows.optim.Optimizers;
import dev.bellows.testing.Batches;
import dev.bellows.testing.EveryLayer;
import dev.bellows.testing.EveryLayer.Tokens;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Trains a network of {@link #networks} until a step allocates little, for two minutes at the most,
 * and prints how many bytes it does. In a JVM of its own: what other code has taught the JIT
 * compiler decides whether it makes objects of a loop's vectors.
 */
final class AllocatedBytes {
  private static final int SHARDS = 3;
  private static final int STEPS = 60; // of an epoch
  private static final int ROWS = 500; // of a shard: slices of 8 and 9 rows
  static final double MOST = 1024; // a step
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static Stream<EveryLayer.Case> networks() {
    List<LayerSpec> dense =
        List.of(
            new Dense.Spec(200, new PointwiseActivation.Relu()),
            new Dense.Spec(300, new PointwiseActivation.Relu()),
            new Dense.Spec(1, null));
    return Stream.concat(
        EveryLayer.networks(),
        Stream.of(new EveryLayer.Case("dense", Shape.of(250), Tokens.NO, dense)));
  }

  private AllocatedBytes() {}

  public static void main(String[] arguments) {
    EveryLayer.Case network =
        networks().filter(each -> each.name().equals(arguments[0])).findFirst().orElseThrow();
    Program program = program(network);
    try (LocalEngine engine = new LocalEngine(program, rows(network), heldOut(), 2)) {
      long[] threads = threads();
      if (threads.length != 2) {
        throw new IllegalStateException(threads.length + " threads, not 2");
      }
      long end = System.nanoTime() + PATIENCE.toNanos();
      double bytes = bytesPerStep(program, engine, threads);
      while (bytes >= MOST && System.nanoTime() < end) {
        bytes = bytesPerStep(program, engine, threads);
      }
      System.out.println(bytes);
    }
  }

  /** This thread, and those that the engine has started. */
  private static long[] threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread == Thread.currentThread() || thread.getName().equals(ChunkThreads.NAME))
        .mapToLong(Thread::getId)
        .toArray();
  }

  /** From the end of the first step of an epoch to that of its last. */
  private static double bytesPerStep(Program program, LocalEngine engine, long[] threads) {
    long[] allocated = new long[STEPS];
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            if (report.step() == 0 || report.step() == STEPS - 1) {
              allocated[(int) report.step()] = allocatedBytes(threads);
            }
          }
        };
    TrainingPlan plan = new TrainingPlan(Optimizers.adam(), 0.001, 1);
    TrainingState state = new TrainingState(program.network(), plan, 1);
    new Trainer(program, plan, engine, listener).train(state);
    return (double) (allocated[STEPS - 1] - allocated[0]) / (STEPS - 1);
  }

  private static long allocatedBytes(long[] threads) {
    ThreadMXBean counter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return LongStream.of(counter.getThreadAllocatedBytes(threads)).sum();
  }

  private static Program program(EveryLayer.Case network) {
    Loss loss = new MeanSquaredError();
    return new Program(
        new Network(network.input(), network.layers()),
        loss,
        Evaluation.empty(loss.problem(), 1, new double[] {1}),
        1,
        SHARDS,
        STEPS);
  }

  private static List<Shard> rows(EveryLayer.Case network) {
    Random random = new Random(1);
    int width = network.input().size();
    List<Shard> shards = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      Batch rows = Batch.ofCapacity(ROWS, width, 1);
      for (int i = 0; i < ROWS * width; i++) {
        rows.inputs()[i] =
            network.tokens() == Tokens.YES
                ? random.nextInt(EveryLayer.TOKENS)
                : (float) random.nextGaussian();
      }
      shards.add(new Shard(shard, List.of(weighted(rows))));
    }
    return shards;
  }

  private static Batch weighted(Batch rows) {
    float[] weights = new float[ROWS];
    Arrays.fill(weights, 1);
    return Batches.weighted(rows, weights);
  }

  private static List<Shard> heldOut() {
    return IntStream.range(0, SHARDS).mapToObj(shard -> new Shard(shard, List.of())).toList();
  }
}
