package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SumsTest {
  private static final float[] A = random(1);
  private static final float[] B = random(2);

  @Test
  void addsInEightLanes() {
    for (int length = 0; length < 40; length++) {
      int size = length;
      assertThat(Sums.sum(A, 3, 3 + size)).isEqualTo(lanes(size, i -> A[3 + i]));
      assertThat(Sums.squares(A, 3, 3 + size, 0.7))
          .isEqualTo(lanes(size, i -> (A[3 + i] - 0.7) * (A[3 + i] - 0.7)));
      assertThat(Sums.products(A, 3, B, 5, size, 0.7))
          .isEqualTo(lanes(size, i -> A[3 + i] * (B[5 + i] - 0.7)));
    }
  }

  @Test
  void refusesRangesOutsideTheArray() {
    assertThatThrownBy(() -> Sums.sum(A, 1, A.length + 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Sums.squares(A, -1, 2, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Sums.products(A, 0, B, 1, B.length, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static double lanes(int length, IntToDoubleFunction term) {
    double[] lanes = new double[8];
    int whole = length - length % 8;
    for (int i = 0; i < whole; i++) {
      lanes[i % 8] += term.applyAsDouble(i);
    }
    for (int half = 4; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    double sum = lanes[0];
    for (int i = whole; i < length; i++) {
      sum += term.applyAsDouble(i);
    }
    return sum;
  }

  private static float[] random(long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[48];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
