package dev.bellows.linalg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A measurement of {@link Blas#sgemm} on this machine, now: m × k times k × n, single-threaded
 * unless BLAS was given more threads. Numbers of 10⁹ floating-point operations a second, of which a
 * product has {@code 2·m·n·k}.
 *
 * @param m rows of the product
 * @param n columns of the product
 * @param k the size that is summed over
 * @param samples how many measurements there are; each is of several products
 * @param median half of the samples are slower
 * @param lowerQuartile a quarter of the samples is slower
 * @param upperQuartile a quarter of the samples is faster
 */
public record GemmBenchmark(
    int m, int n, int k, int samples, double median, double lowerQuartile, double upperQuartile) {

  private static final long SAMPLE_NANOS = Duration.ofMillis(5).toNanos();

  /** Measures the forward product of a dense layer, 784 inputs to 512 units, for 128 rows. */
  public static GemmBenchmark measure() {
    return measure(512, 128, 784, Duration.ofMillis(800));
  }

  /**
   * Measures one size.
   *
   * @param time how long to measure, after a quarter of it for warming up
   * @throws IllegalArgumentException when a size is below 1
   */
  public static GemmBenchmark measure(int m, int n, int k, Duration time) {
    if (Math.min(m, Math.min(n, k)) < 1) {
      throw new IllegalArgumentException(
          "Invalid product: " + m + " × " + k + " by " + k + " × " + n + ": sizes must be > 0");
    }
    float[] a = ramp(m * k);
    float[] b = ramp(k * n);
    float[] c = new float[m * n];
    sample(m, n, k, a, b, c, time.toNanos() / 4);
    long end = System.nanoTime() + time.toNanos();
    List<Double> samples = new ArrayList<>();
    do {
      samples.add(sample(m, n, k, a, b, c, SAMPLE_NANOS));
    } while (System.nanoTime() < end);
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new GemmBenchmark(
        m,
        n,
        k,
        sorted.length,
        sorted[sorted.length / 2],
        sorted[sorted.length / 4],
        sorted[sorted.length * 3 / 4]);
  }

  /** Multiplies for at least this long; 10⁹ operations a second. */
  private static double sample(int m, int n, int k, float[] a, float[] b, float[] c, long nanos) {
    long start = System.nanoTime();
    long elapsed;
    long products = 0;
    do {
      Blas.sgemm("T", "N", m, n, k, 1, a, 0, k, b, 0, k, 0, c, 0, m);
      products++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < nanos);
    return 2.0 * m * n * k * products / elapsed;
  }

  private static float[] ramp(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (i % 17 - 8) / 8f;
    }
    return values;
  }
}
