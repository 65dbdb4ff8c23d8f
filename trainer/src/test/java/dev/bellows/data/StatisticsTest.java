package dev.bellows.data;

import static dev.bellows.testing.Tables.classes;
import static dev.bellows.testing.Tables.columns;
import static dev.bellows.testing.Tables.number;
import static dev.bellows.testing.Tables.row;
import static dev.bellows.testing.Tables.target;
import static dev.bellows.testing.Tables.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.PreprocessingSpec.ClassWeights;
import dev.bellows.data.PreprocessingSpec.Indicator;
import dev.bellows.data.PreprocessingSpec.Label;
import dev.bellows.data.PreprocessingSpec.Missing;
import dev.bellows.data.PreprocessingSpec.MissingCategory;
import dev.bellows.data.PreprocessingSpec.Scaling;
import dev.bellows.data.PreprocessingSpec.Strategy;
import dev.bellows.testing.Kryo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {
  private static final int SHARDS = 7;
  private static final Columns COLUMNS = columns(number("x"), text("t"), number("z"), target("y"));
  private static final PreprocessingSpec SPEC =
      new PreprocessingSpec(
          Scaling.STANDARDIZE,
          new Missing(Strategy.MEDIAN, 0, Indicator.ADD, MissingCategory.OWN),
          3,
          Label.defaults(),
          ClassWeights.none());

  private static List<Row> rows(int count) {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          row(
              COLUMNS,
              random.nextInt(10) == 0 ? null : 1000 + random.nextGaussian(),
              "t" + random.nextInt(5),
              Math.exp(random.nextGaussian()),
              random.nextDouble()));
    }
    return rows;
  }

  /** What the rows of each shard give; shard 3 has none. */
  private static List<Statistics> leaves(List<Row> rows) {
    List<Statistics> leaves = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      Statistics statistics = Statistics.empty(COLUMNS, SPEC);
      int remainder = shard;
      rows.stream()
          .filter(row -> row.shard(SHARDS, 1) == remainder && remainder != 3)
          .sorted()
          .forEach(statistics::add);
      leaves.add(shard == 3 ? null : statistics);
    }
    return leaves;
  }

  private static Statistics merged(List<Row> rows, int tasks) {
    List<Statistics> leaves = leaves(rows);
    ShardTree<Statistics> driver = new ShardTree<>(SHARDS, Statistics::merge);
    for (int task = tasks - 1; task >= 0; task--) {
      ShardTree<Statistics> tree = new ShardTree<>(SHARDS, Statistics::merge);
      for (int shard = task * SHARDS / tasks; shard < (task + 1) * SHARDS / tasks; shard++) {
        tree.add(shard, leaves.get(shard));
      }
      tree.blocks().forEach(driver::add);
    }
    return driver.total();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void theGroupingOfShardsIntoTasksDoesNotMatter(int tasks) {
    List<Row> rows = rows(20_000);
    FittedPreprocessing one = new Fitting(COLUMNS, SPEC, merged(rows, 1)).fit();
    FittedPreprocessing other = new Fitting(COLUMNS, SPEC, merged(rows, tasks)).fit();
    assertThat(other).isEqualTo(one);
  }

  @Test
  void mergingGivesTheMomentsOfAll() {
    List<Row> rows = rows(3_000);
    Statistics all = Statistics.empty(COLUMNS, SPEC);
    rows.stream().filter(row -> row.shard(SHARDS, 1) != 3).forEach(all::add);
    Statistics parts = merged(rows, 3);
    TableStatistics expected = (TableStatistics) all.inputs();
    TableStatistics merged = (TableStatistics) parts.inputs();
    assertThat(parts.rows()).isEqualTo(all.rows());
    assertThat(merged.numbers().moments().count(0))
        .isEqualTo(expected.numbers().moments().count(0))
        .isLessThan(all.rows());
    for (int i = 0; i < 2; i++) {
      assertThat(merged.numbers().moments().mean(i))
          .isCloseTo(expected.numbers().moments().mean(i), Offset.offset(1e-12 * 1000));
      assertThat(merged.numbers().moments().deviation(i))
          .isCloseTo(expected.numbers().moments().deviation(i), Offset.offset(1e-12));
      assertThat(merged.numbers().moments().min(i)).isEqualTo(expected.numbers().moments().min(i));
      assertThat(merged.numbers().moments().max(i)).isEqualTo(expected.numbers().moments().max(i));
      assertThat(merged.numbers().median(i)).isEqualTo(expected.numbers().median(i));
    }
  }

  @Test
  void theSampleIsOfLowestIdentityWhateverTheOrder() {
    List<Row> rows = rows(10_000);
    Statistics all = Statistics.empty(COLUMNS, SPEC);
    rows.stream().filter(row -> row.shard(SHARDS, 1) != 3).forEach(all::add);
    List<Row> lowest =
        rows.stream()
            .filter(row -> row.shard(SHARDS, 1) != 3)
            .sorted()
            .limit(TableStatistics.SAMPLE)
            .toList();
    assertThat(((TableStatistics) all.inputs()).sample()).isEqualTo(lowest);
    assertThat(((TableStatistics) merged(rows, 2).inputs()).sample()).isEqualTo(lowest);
  }

  @Test
  void countsClasses() {
    Columns columns = columns(number("x"), classes("y"));
    Statistics left = Statistics.empty(columns, PreprocessingSpec.defaults());
    Statistics right = Statistics.empty(columns, PreprocessingSpec.defaults());
    left.add(row(columns, 1, "a"));
    right.add(row(columns, 1, "b"));
    right.add(row(columns, 1, "a"));
    assertThat(left.merge(right).classes()).hasToString("{a=2, b=1}");
    assertThat(left.weight()).isEqualTo(3);
  }

  @Test
  void travelsThroughKryo() {
    Statistics statistics = merged(rows(5_000), 2);
    Statistics copy = Kryo.copy(statistics, Statistics.class);
    assertThat(new Fitting(COLUMNS, SPEC, copy).fit())
        .isEqualTo(new Fitting(COLUMNS, SPEC, statistics).fit());
  }
}
