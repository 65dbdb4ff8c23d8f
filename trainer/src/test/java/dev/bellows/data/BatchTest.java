package dev.bellows.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.testing.Kryo;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchTest {
  @Property(tries = 100)
  void aBuilderKeepsWhatWasWritten(
      @ForAll @IntRange(min = 0, max = 3_000) int rows,
      @ForAll @IntRange(min = 0, max = 5) int inputWidth,
      @ForAll @IntRange(min = 1, max = 3) int targetWidth) {
    BatchBuilder builder = new BatchBuilder(inputWidth, targetWidth);
    for (int round = 0; round < 2; round++) {
      assertThat(builder.isEmpty()).isTrue();
      for (int row = 0; row < rows; row++) {
        builder.beginRow(row + round);
        for (int i = 0; i < inputWidth; i += 2) {
          builder.inputs()[builder.inputOffset() + i] = 10 * row + i + round;
        }
        builder.targets()[builder.targetOffset() + targetWidth - 1] = -row;
      }
      assertThat(builder.isEmpty()).isEqualTo(rows == 0);
      Batch batch = builder.build();
      assertThat(batch.rows()).isEqualTo(rows);
      for (int row = 0; row < rows; row++) {
        assertThat(batch.weight(row)).isEqualTo(row + round);
        assertThat(batch.target(row, targetWidth - 1)).isEqualTo(-row);
        for (int i = 0; i < inputWidth; i++) {
          assertThat(batch.inputs()[batch.inputOffset() + row * inputWidth + i])
              .as("an input that was not written is zero")
              .isEqualTo(i % 2 == 0 ? 10 * row + i + round : 0);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 524288", "28, 1, 34952", "784, 1, 1334", "2000000, 1, 1"})
  void aChunkIsFourMebibytesOrOneRow(int inputWidth, int targetWidth, int rows) {
    assertThat(Batch.rowsPerChunk(inputWidth, targetWidth)).isEqualTo(rows);
  }

  @Test
  void aFullBuilderRefusesAnotherRow() {
    BatchBuilder builder = new BatchBuilder(300_000, 1);
    for (int row = 0; row < 3; row++) {
      assertThat(builder.isFull()).isFalse();
      builder.beginRow(1);
    }
    assertThat(builder.isFull()).isTrue();
    assertThatThrownBy(() -> builder.beginRow(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot add a row: the chunk of 3 rows is full; build() it first");
    assertThat(builder.build().rows()).isEqualTo(3);
    assertThat(builder.isEmpty()).isTrue();
  }

  @Test
  void aSliceIsAViewOfTheSameArrays() {
    float[] inputs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    Batch batch = new Batch(inputs, 2, new float[] {0, 1, 2, 3, 4}, 1, new float[5], 1, 4);
    Batch slice = batch.slice(1, 2).slice(1, 1);
    assertThat(slice.inputs()).isSameAs(inputs);
    assertThat(slice.inputOffset()).isEqualTo(6);
    assertThat(slice.target(0, 0)).isEqualTo(3);
    Batch into = Batch.ofCapacity(2, 2, 1);
    batch.copyRow(3, into, 1);
    assertThat(into.inputs()).containsExactly(0, 0, 8, 9);
    assertThat(into.target(1, 0)).isEqualTo(4);
  }

  @Test
  void inputsThatAreTheTargetsAreHeldOnce() {
    BatchBuilder builder = BatchBuilder.ofInputs(2);
    for (int row = 0; row < 300; row++) {
      builder.beginRow(1);
      builder.inputs()[builder.inputOffset() + 1] = row;
    }
    Batch batch = Kryo.copy(builder.build(), Batch.class);
    assertThat(batch.hasInputsAsTargets()).isTrue();
    assertThat(batch.targetWidth()).isEqualTo(2);
    assertThat(batch.slice(100, 3).target(2, 1)).isEqualTo(102);
    Batch frame = batch.frame(2);
    batch.copyRow(7, frame, 1);
    assertThat(frame.hasInputsAsTargets()).isTrue();
    assertThat(frame.inputs()).containsExactly(0, 0, 0, 7);
    assertThat(frame.target(1, 1)).isEqualTo(7);
    assertThat(Batch.ofCapacity(1, 3, 3).frame(2).hasInputsAsTargets()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "0, -1", "0, 6", "5, 1", "2147483647, 1"})
  void refusesRowsOutsideTheArrays(int first, int rows) {
    float[] five = new float[5];
    assertThatThrownBy(() -> new Batch(five, 1, five, 1, five, first, rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid batch: rows %d to ".formatted(first));
    float[] two = Arrays.copyOf(five, 2);
    assertThatThrownBy(() -> new Batch(five, 1, two, 1, five, 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 targets (1 wide)");
  }

  @Test
  void aFingerprintTellsEveryBit() {
    Set<Long> fingerprints = new HashSet<>();
    for (int changed = -1; changed < 8; changed++) {
      float[] numbers = {0, 1, 2, 3, 0, 0, 1, 1};
      if (changed >= 0) {
        numbers[changed] = Math.nextUp(numbers[changed]);
      }
      fingerprints.add(
          new Batch(
                  Arrays.copyOf(numbers, 4),
                  2,
                  Arrays.copyOfRange(numbers, 4, 6),
                  1,
                  Arrays.copyOfRange(numbers, 6, 8),
                  0,
                  2)
              .fingerprint());
    }
    assertThat(fingerprints).as("one unchanged, and eight each with one change").hasSize(9);
  }

  @Test
  void aFingerprintTellsTheShapeAndNotTheArrays() {
    float[] zeros = new float[12];
    Batch rows = new Batch(zeros, 2, zeros.clone(), 1, zeros, 2, 4);
    assertThat(rows.fingerprint())
        .isEqualTo(new Batch(new float[8], 2, new float[4], 1, new float[4], 0, 4).fingerprint())
        .isNotEqualTo(new Batch(new float[8], 1, new float[8], 2, new float[4], 0, 4).fingerprint())
        .isNotEqualTo(rows.slice(0, 3).fingerprint());
  }
}
