package dev.bellows.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackingTest {
  private static final int STEPS = 3;

  @Test
  void stepsOfAllRowsLieSideBySideWithTheLongestRowFirst() {
    Packing packing = packing(2, 0, 3, 2);
    float[] packed = new float[7];
    packing.pack(
        new float[] {9, /**/ 11, 12, 0, /**/ 0, 0, 0, /**/ 31, 32, 33, /**/ 41, 42, 0},
        1,
        1,
        packed);
    assertThat(packed).containsExactly(31, 11, 41, 32, 12, 42, 33);
    assertThat(packing.size()).isEqualTo(7);
    assertThat(packing.steps()).isEqualTo(3);
    assertThat(packing.start(1)).isEqualTo(3);
    assertThat(packing.active(1)).isEqualTo(3);
    assertThat(packing.active(2)).isEqualTo(1);
  }

  @Test
  void unpackingFillsUpWithZeros() {
    float[] plain = {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7};
    packing(2, 0, 3, 2).unpack(new float[] {31, 11, 41, 32, 12, 42, 33}, 1, plain);
    assertThat(plain).containsExactly(11, 12, 0, 0, 0, 0, 31, 32, 33, 41, 42, 0);
  }

  @Test
  void theLastStepOfARowIsItsOwn() {
    Packing packing = packing(2, 0, 3, 2);
    float[] last = {7, 7, 7, 7};
    packing.unpackLast(new float[] {31, 11, 41, 32, 12, 42, 33}, 1, last);
    assertThat(last).containsExactly(12, 0, 33, 42);
    float[] packed = {7, 7, 7, 7, 7, 7, 7};
    packing.packLast(new float[] {1, 2, 3, 4}, 1, packed);
    assertThat(packed).containsExactly(0, 0, 0, 0, 1, 4, 3);
  }

  @Test
  void nothingIsLeftOfRowsWithoutSteps() {
    assertThat(packing(0, 0).size()).isZero();
    assertThat(packing(0, 0).steps()).isZero();
  }

  private static Packing packing(int... lengths) {
    LayerPass pass = LayerPass.of(Pass.inference(lengths.length));
    System.arraycopy(lengths, 0, pass.writeLengths(), 0, lengths.length);
    return new Packing(pass, STEPS);
  }
}
