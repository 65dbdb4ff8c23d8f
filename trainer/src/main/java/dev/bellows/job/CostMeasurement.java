package dev.bellows.job;

import dev.bellows.data.Shape;
import dev.bellows.linalg.Elementwise;
import dev.bellows.nn.Network;
import dev.bellows.optim.Optimizers;
import dev.bellows.round.RoundEngine;
import dev.bellows.round.RoundSettings;
import dev.bellows.spark.MadeShards;
import dev.bellows.spark.ShardedRows;
import dev.bellows.train.Chunks;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.Program;
import java.time.Duration;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Measures what steps of rounds take beside the arithmetic, in whose place each executor waits. All
 * is made anew for each window, so that windows of any numbers of executors and parameters can take
 * turns.
 *
 * @param context that has the executors, of one core each; those without a shard are idle
 * @param window the least length of one; whole epochs
 */
record CostMeasurement(JavaSparkContext context, Duration window) {
  private static final Duration ARITHMETIC = Duration.ofMillis(5);
  private static final int STEPS_PER_EPOCH = 10; // a large network's take seconds
  private static final int WAITS = 20; // to learn how long they really take
  private static final int REPEATS = 200;
  private static final double TIMER_MILLIS = 0.01; // no wait is more exact

  /**
   * Trains without a wait, so that all is compiled after as many steps as the time has room for.
   */
  void warmUp(int executors, int parameters, Duration duration) {
    millis(executors, parameters, Duration.ZERO, duration);
  }

  /** Milliseconds that a step takes beside the arithmetic, in one window. */
  double millis(int executors, int parameters) {
    double waited = waitMillis();
    double millis = millis(executors, parameters, ARITHMETIC, window.dividedBy(4));
    return Math.max(millis - waited, TIMER_MILLIS);
  }

  private double millis(int executors, int parameters, Duration wait, Duration warmUp) {
    TimedWait.Spec layer = new TimedWait.Spec(parameters, wait.toNanos());
    BenchCase timed =
        new BenchCase(
            "wait",
            layer.name(),
            new Network(Shape.of(1), List.of(layer)),
            0,
            executors,
            executors * STEPS_PER_EPOCH,
            Optimizers.sgd());
    Program program = timed.program(executors);
    ShardedRows rows = MadeShards.cache(context, executors, timed.rows(executors));
    try (BenchTraining training =
        new BenchTraining(
            timed,
            program,
            new RoundEngine(
                context, program, rows, new KernelGuard(null), RoundSettings.defaults()))) {
      training.window(warmUp);
      return training.window(window).microsPerStep() * 1e-3;
    } finally {
      rows.release();
    }
  }

  /** How long the wait really takes here and now. */
  private static double waitMillis() {
    double[] millis = new double[WAITS];
    for (int i = 0; i < WAITS; i++) {
      long begin = System.nanoTime();
      TimedWait.waitFor(ARITHMETIC.toNanos());
      millis[i] = (System.nanoTime() - begin) * 1e-6;
    }
    return Quartiles.of(millis).median();
  }

  /** Nanoseconds for each float that the driver adds to a sum, a chunk at a time. */
  static double sumNanos() {
    int length = Chunks.of(Integer.MAX_VALUE).length(0);
    float[] sum = new float[length];
    float[] gradient = new float[length];
    double[] nanos = new double[REPEATS];
    for (int i = -REPEATS; i < REPEATS; i++) { // the first half until it is compiled
      long begin = System.nanoTime();
      for (int j = 0; j < 10; j++) {
        Elementwise.add(sum, 0, gradient, 0, length);
      }
      nanos[Math.max(0, i)] = (System.nanoTime() - begin) / (10.0 * length);
    }
    return Quartiles.of(nanos).median();
  }
}
