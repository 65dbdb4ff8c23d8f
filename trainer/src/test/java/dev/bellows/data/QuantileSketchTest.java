package dev.bellows.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class QuantileSketchTest {
  private static QuantileSketch of(int capacity, double... values) {
    QuantileSketch sketch = new QuantileSketch(capacity);
    Arrays.stream(values).forEach(sketch::add);
    return sketch;
  }

  @Test
  void isExactForFewValues() {
    assertThat(of(16, 3).median()).isEqualTo(3);
    assertThat(of(16, 5, -1, 2).median()).isEqualTo(2);
    assertThat(of(16, 5, -1, 2, 4).median()).isEqualTo(3);
    assertThat(of(16, -0.0, 0.0, -7, 1e300).median()).isZero();
    assertThat(of(16, -3, -3, -2, -1e-300, 8).median()).isEqualTo(-2);
  }

  @Test
  void isExactUpToItsCapacity() {
    double[] values = new Random(1).doubles(65_536, -1e6, 1e6).toArray();
    QuantileSketch sketch = of(65_536, values);
    Arrays.sort(values);
    assertThat(sketch.droppedBits()).isZero();
    assertThat(sketch.median()).isEqualTo((values[32_767] + values[32_768]) / 2);
  }

  @Test
  void keepsItsErrorBoundBeyondTheCapacity() {
    double[] values = new Random(2).doubles(300_001, 1, 256).toArray();
    QuantileSketch sketch = of(65_536, values);
    Arrays.sort(values);
    assertThat(sketch.droppedBits()).isPositive();
    double bound = Math.scalb(1.0, sketch.droppedBits() - 52);
    assertThat(bound).isLessThanOrEqualTo(Math.scalb(1.0, -13));
    assertThat(sketch.median() / values[150_000] - 1).isBetween(-bound, bound);
  }

  @Test
  void doesNotDependOnTheOrderOrOnWhoMergedWhom() {
    List<Double> values = new Random(3).doubles(20_000, -5, 5).boxed().collect(Collectors.toList());
    double[] plain = values.stream().mapToDouble(Double::doubleValue).toArray();
    QuantileSketch one = of(256, plain);
    Collections.shuffle(values, new Random(4));
    QuantileSketch merged = new QuantileSketch(256);
    for (int from = 0; from < 20_000; from += 1234) {
      DoubleStream part =
          values.subList(from, Math.min(20_000, from + 1234)).stream().mapToDouble(v -> v);
      merged = of(256, part.toArray()).merge(merged);
    }
    assertThat(merged.droppedBits()).isEqualTo(one.droppedBits()).isPositive();
    assertThat(merged.count()).isEqualTo(one.count()).isEqualTo(20_000);
    assertThat(merged.median()).isEqualTo(one.median());
  }

  @Test
  void saysWhatItCannotDo() {
    assertThatThrownBy(() -> new QuantileSketch(1)).hasMessage("Invalid capacity: 1: must be ≥ 2");
    assertThatThrownBy(() -> new QuantileSketch(2).median())
        .hasMessage("Cannot tell the median of no numbers");
  }
}
