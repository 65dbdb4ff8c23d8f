package dev.bellows.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RunsTest {
  private static final Runs RUNS =
      new Runs(new int[] {0, 1}, new int[] {3, 0}, new int[] {2, 3}, 2);

  @Test
  void copiesAndAddsBack() {
    float[] source = {9, 1, 2, 3, 4, 5, 6};
    float[] target = new float[6];
    RUNS.copy(source, 1, target, 1);
    assertThat(target).containsExactly(0, 2, 4, 6, 1, 3);
    RUNS.addBack(target, 1, source, 1);
    assertThat(source).containsExactly(9, 2, 4, 6, 8, 5, 12);
  }

  @Test
  void refusesArraysThatAreTooShort() {
    assertThatThrownBy(() -> RUNS.copy(new float[6], 1, new float[5], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> RUNS.addBack(new float[5], 1, new float[6], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new Runs(new int[] {0}, new int[] {-1}, new int[] {1}, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
