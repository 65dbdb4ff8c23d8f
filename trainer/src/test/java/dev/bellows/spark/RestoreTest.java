package dev.bellows.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.DataException;
import dev.bellows.data.PreprocessingSpec;
import dev.bellows.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.RDDBlockId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Shards that the cache has lost come back as they were, or the run ends in words. */
@ExtendWith(SparkExtension.class)
class RestoreTest {
  private static final int SHARDS = 5;
  private static final int ROWS = 400;
  private static final Set<String> HERE = Set.of("driver");

  @TempDir Path folder;
  private Path source;
  private ShardedData data;

  @BeforeEach
  void load(SparkSession spark) throws IOException {
    source = folder.resolve("numbers.csv");
    write(ROWS, 0);
    Table table =
        SourceReader.open(
            spark,
            SourceTests.csv(source.toString()),
            new ColumnSpec(
                List.of("y"),
                ColumnSpec.LabelKind.NUMBER,
                null,
                null,
                List.of(),
                List.of(),
                List.of()),
            new SplitSpec.Fraction(0.2, List.of(), 0));
    data =
        ShardedData.load(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            table,
            PreprocessingSpec.defaults(),
            SHARDS,
            1,
            2);
  }

  @AfterEach
  void release() {
    data.close();
  }

  @Test
  void nothingIsMadeAgainWhereNothingIsLost() {
    assertThat(data.rows().holders()).hasSize(SHARDS).containsOnly(HERE);
    assertThat(data.rows().restore()).isZero();
  }

  @Test
  void whatIsLostAloneIsMadeAgain() throws IOException {
    lose(1, 4);
    assertThat(data.rows().holders()).containsExactly(HERE, Set.of(), HERE, HERE, Set.of());

    assertThat(data.rows().restore()).isEqualTo(2);

    assertThat(data.rows().holders()).containsOnly(HERE);
    assertThat(data.rows().restore()).isZero();
  }

  @Test
  void shardsDifferAndHaveTheSameFingerprintsAgain(SparkSession spark) throws IOException {
    List<Long> before = data.rows().fingerprints();
    data.close();
    load(spark);
    assertThat(before).doesNotHaveDuplicates().isEqualTo(data.rows().fingerprints());
  }

  @Test
  void aSourceWithAnotherNumberIsRefused() throws IOException {
    write(ROWS, 1);
    loseAll();
    assertThatThrownBy(data.rows()::restore)
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "Cannot go on: the source has changed since the run began: shard \\d has other rows now; "
                + "run again on a source that nobody writes to meanwhile, such as a copy or a snapshot");
    assertThat(data.rows().holders()).as("nothing of it is cached").contains(Set.of());
  }

  @Test
  void aSourceWithFewerRowsIsRefused() throws IOException {
    write(ROWS - 50, 0);
    loseAll();
    assertThatThrownBy(data.rows()::restore)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has other rows now;");
  }

  /** A job of any engine, in which Spark makes again what is lost. */
  @Test
  void noJobGetsOtherRows() throws IOException {
    loseAll();
    assertThat(data.rows().collect().training()).hasSize(SHARDS);

    write(ROWS, 1);
    loseAll();
    assertThatThrownBy(() -> DataErrors.unwrapping(data.rows()::collect))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has other rows now;");
  }

  @Test
  void aSourceThatIsGoneIsNamed() throws IOException {
    Files.delete(source);
    loseAll();
    assertThatThrownBy(data.rows()::restore)
        .isInstanceOf(RestoreException.class)
        .hasCauseInstanceOf(DataException.class)
        .hasMessage(
            "lost shards could not be made again: Cannot read "
                + source
                + ": it is gone since the run has listed it; keep what a run reads until it has "
                + "ended");
  }

  @Test
  void aSourceThatIsBadNowIsNamed() throws IOException {
    Files.writeString(source, Files.readString(source).replaceFirst("\n[^,]*", "\nnone"));
    loseAll();
    assertThatThrownBy(data.rows()::restore)
        .isInstanceOf(RestoreException.class)
        .hasCauseInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "lost shards could not be made again: Invalid number: 'none' in column x, "
                + source
                + " line 2: ");
  }

  /** {@code count} rows, the first of which has {@code change} added to a number. */
  private void write(int count, int change) throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < count; i++) {
      text.append(i + (i == 0 ? change * ROWS : 0)).append(',').append(i % 7).append('\n');
    }
    Files.writeString(source, text);
  }

  private void lose(int... shards) {
    for (int shard : shards) {
      RDDBlockId block = new RDDBlockId(data.rows().chunks().id(), shard);
      SparkEnv.get().blockManager().removeBlock(block, true);
    }
  }

  /** The shards, and what was shuffled. */
  private void loseAll() {
    lose(IntStream.range(0, SHARDS).toArray());
    data.rows().chunks().rdd().cleanShuffleDependencies(true);
  }
}
