package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GemmBenchmarkTest {

  @Test
  void reportsAMedianWithinItsQuartiles() {
    GemmBenchmark result = GemmBenchmark.measure(64, 32, 48, Duration.ofMillis(100));

    assertThat(result.samples()).isGreaterThan(3);
    assertThat(result.lowerQuartile()).isPositive();
    assertThat(result.median()).isBetween(result.lowerQuartile(), result.upperQuartile());
  }

  @Test
  void refusesEmptyProducts() {
    assertThatThrownBy(() -> GemmBenchmark.measure(1, 0, 1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid product: 1 × 1 by 1 × 0: sizes must be > 0");
  }
}
