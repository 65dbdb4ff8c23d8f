package dev.bellows.job;

import dev.bellows.linalg.Blas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast matrices are multiplied, in 10⁹ floating-point operations a second.
 *
 * @param shape units × rows × inputs of the product
 * @param median of all rounds
 * @param slowest round
 * @param fastest round
 */
record Speed(String shape, double median, double slowest, double fastest) {
  private static final int UNITS = 512;
  private static final int ROWS = 128;
  private static final int INPUTS = 784;
  private static final int ROUNDS = 15;
  private static final long ROUND_NANOS = 20_000_000;

  /** Measures the forward product of a dense layer 784 → 512 for 128 rows, about half a second. */
  static Speed measure() {
    float[] weights = new float[UNITS * INPUTS];
    float[] x = new float[ROWS * INPUTS];
    float[] y = new float[ROWS * UNITS];
    Arrays.fill(weights, 0.5f);
    Arrays.fill(x, 0.25f);
    for (int warmUp = 0; warmUp < 5; warmUp++) {
      round(weights, x, y);
    }
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] = round(weights, x, y);
    }
    Arrays.sort(rounds);
    return new Speed(
        "%d × %d × %d".formatted(UNITS, ROWS, INPUTS),
        rounds[ROUNDS / 2],
        rounds[0],
        rounds[ROUNDS - 1]);
  }

  /** The sum of the medians of {@code threads} threads that measure at once. */
  static double together(int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Speed>> speeds = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        speeds.add(pool.submit(Speed::measure));
      }
      double sum = 0;
      for (Future<Speed> speed : speeds) {
        sum += speed.get().median();
      }
      return sum;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The measurement was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static double round(float[] weights, float[] x, float[] y) {
    long start = System.nanoTime();
    long nanos = 0;
    int products = 0;
    while (nanos < ROUND_NANOS) {
      Blas.sgemm(
          "T", "N", UNITS, ROWS, INPUTS, 1, weights, 0, INPUTS, x, 0, INPUTS, 0, y, 0, UNITS);
      products++;
      nanos = System.nanoTime() - start;
    }
    return 2.0 * UNITS * ROWS * INPUTS * products / nanos;
  }
}
