package dev.bellows.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.loss.Problem;
import dev.bellows.testing.Batches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpoolTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("rows");
  }

  /** The last two rows are wider than the buffer, and as wide as it. */
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "7, 3, 2", "500, 40, 1", "3, 0, 1", "3, 20_000, 5", "9, 16_382, 1"})
  void rowsComeBackBitForBit(int rows, int inputs, int outputs) throws IOException {
    Batch all = Batches.random(rows + 5, inputs, outputs, Problem.REGRESSION, 1);
    if (inputs > 0) {
      all.inputs()[2 * inputs] = Float.intBitsToFloat(0x7FC0_1234); // padding is NaN
      all.inputs()[3 * inputs] = -0.0f;
    }
    try (Spool spool = new Spool(file)) {
      Chunk before = spool.add(all.slice(1, 1));
      Batch stored = all.slice(2, rows);
      Chunk spooled = spool.add(stored);
      spool.add(all.slice(0, 2));

      assertThat(spooled.rows()).isEqualTo(rows);
      assertThat(spooled.slice(0, rows).fingerprint()).isEqualTo(stored.fingerprint());
      assertThat(before.slice(0, 1).fingerprint()).isEqualTo(all.slice(1, 1).fingerprint());
      int half = rows / 2;
      assertThat(spooled.slice(half, rows - half).fingerprint())
          .isEqualTo(stored.slice(half, rows - half).fingerprint());
      Batch into = spooled.frame(3);
      for (int row = rows - 1; row >= 0; row--) {
        spooled.copyRow(row, into.slice(1, 2), 1);
        assertThat(into.slice(2, 1).fingerprint()).isEqualTo(stored.slice(row, 1).fingerprint());
      }
      assertThat(into.weight(0)).as("a row beside").isZero();
      assertThat(spool.bytes()).isEqualTo(Files.size(file)).isEqualTo((rows + 3L) * all.rowBytes());
    }
  }

  @Test
  void inputsThatAreTheTargetsLieThereOnce() throws IOException {
    float[] both = {1, 2, 3, 4, 5, 6};
    Batch rows = new Batch(both, 3, both, 3, new float[] {7, 8}, 0, 2);
    try (Spool spool = new Spool(file)) {
      Chunk spooled = spool.add(rows);
      assertThat(spool.bytes()).isEqualTo(2 * 4 * Float.BYTES);
      assertThat(spooled.frame(1).hasInputsAsTargets()).isTrue();
      Batch back = spooled.slice(0, 2);
      assertThat(back.hasInputsAsTargets()).isTrue();
      assertThat(back.fingerprint()).isEqualTo(rows.fingerprint());
    }
  }

  @Test
  void closingDeletesTheFileAndAMissingOneIsNamed() throws IOException {
    Spool spool = new Spool(file);
    Chunk spooled = spool.add(Batches.random(4, 2, 1, Problem.REGRESSION, 1));
    spool.close();
    assertThat(file).doesNotExist();
    assertThatThrownBy(() -> spooled.slice(0, 1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot read " + file + ", a copy of rows on a local disk: ");
  }

  @Test
  void refusesRowsBeyondTheEnd() throws IOException {
    try (Spool spool = new Spool(file)) {
      Chunk spooled = spool.add(Batches.random(4, 2, 1, Problem.REGRESSION, 1));
      spool.add(Batches.random(4, 2, 1, Problem.REGRESSION, 2));
      assertThatThrownBy(() -> spooled.slice(3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> spooled.copyRow(4, spooled.slice(0, 1), 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
