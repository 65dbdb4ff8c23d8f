package dev.bellows.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardOrderTest {
  @Property(tries = 200)
  void anEpochVisitsEveryRowOnceInAnySlices(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 9) Integer> chunks,
      @ForAll @IntRange(min = 1, max = 5) int window,
      @ForAll @IntRange(min = 1, max = 40) int steps) {
    Shard shard = shard(0, chunks);
    ShardOrder order = new ShardOrder(shard, 1, 2, window);
    List<Integer> whole = rows(order, 0, (int) order.rows());
    List<Integer> sliced = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      long from = k * order.rows() / steps;
      long to = (k + 1) * order.rows() / steps;
      sliced.addAll(rows(order, from, (int) (to - from)));
    }
    assertThat(sliced).isEqualTo(whole);
    assertThat(whole).hasSize((int) shard.rows()).doesNotHaveDuplicates();
  }

  @Test
  void rowsMoveWithTargetsAndWeights() {
    ShardOrder order = new ShardOrder(shard(0, List.of(3, 4)), 1, 2);
    Batch into = Batch.ofCapacity(9, 2, 1);
    order.gather(2, 3, into.slice(4, 3));
    for (int row = 0; row < 9; row++) {
      float number = into.inputs()[2 * row];
      if (row >= 4 && row < 7) {
        assertThat(into.inputs()[2 * row + 1]).isEqualTo(-number);
        assertThat(into.target(row, 0)).isEqualTo(number + 0.5f);
        assertThat(into.weight(row)).isEqualTo(number + 100);
      } else {
        assertThat(into.weight(row)).as("a row beside the slice").isZero();
      }
    }
  }

  @Test
  void aShardWithinOneWindowIsFullyPermuted() {
    int chunks = 4;
    int[] firstChunk = new int[chunks];
    for (int epoch = 0; epoch < 400; epoch++) {
      List<Integer> rows = rows(new ShardOrder(shard(0, List.of(8, 8, 8, 8)), 1, epoch), 0, 8);
      rows.forEach(row -> firstChunk[row / 8]++);
      assertThat(rows.stream().map(row -> row / 8).distinct().count())
          .as("the first 8 rows come from several chunks")
          .isGreaterThan(1);
    }
    for (int count : firstChunk) {
      assertThat(count).isBetween(700, 900);
    }
  }

  @Test
  void aLargerShardIsReadWindowByWindow() {
    int window = 2;
    ShardOrder order = new ShardOrder(shard(0, List.of(5, 5, 5, 5, 5)), 1, 3, window);
    List<Integer> rows = rows(order, 0, 25);
    List<Integer> chunks = new ArrayList<>();
    for (int from = 0; from < 25; from += 10) {
      List<Integer> inWindow = rows.subList(from, Math.min(25, from + 10));
      List<Integer> ofWindow = inWindow.stream().map(row -> row / 5).distinct().toList();
      assertThat(ofWindow).as("chunks of one window").hasSize(from == 20 ? 1 : 2);
      chunks.addAll(ofWindow);
    }
    assertThat(chunks).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  void theDefaultWindowIsSixteenChunks() {
    List<Integer> sizes = Collections.nCopies(40, 3);
    assertThat(rows(new ShardOrder(shard(0, sizes), 1, 3), 0, 120))
        .isEqualTo(rows(new ShardOrder(shard(0, sizes), 1, 3, 16), 0, 120));
  }

  @Test
  void seedEpochAndShardDecideTheOrder() {
    List<Integer> sizes = List.of(20, 20);
    List<Integer> order = rows(new ShardOrder(shard(0, sizes), 1, 2), 0, 40);
    assertThat(rows(new ShardOrder(shard(0, sizes), 1, 2), 0, 40)).isEqualTo(order);
    List<List<Integer>> others =
        List.of(
            order,
            rows(new ShardOrder(shard(0, sizes), 2, 2), 0, 40),
            rows(new ShardOrder(shard(0, sizes), 1, 3), 0, 40),
            rows(new ShardOrder(shard(1, sizes), 1, 2), 0, 40));
    assertThat(new HashSet<>(others)).hasSize(4);
  }

  @Test
  void anEmptyShardHasNoRows() {
    assertThat(new ShardOrder(new Shard(0, List.of()), 1, 2).rows()).isZero();
    new ShardOrder(new Shard(0, List.of()), 1, 2).gather(0, 0, Batch.ofCapacity(0, 2, 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 6, 7, 1L << 40})
  void refusesRowsBeyondTheEnd(long from) {
    ShardOrder order = new ShardOrder(shard(0, List.of(3, 4)), 1, 2);
    assertThatThrownBy(() -> order.gather(from, 2, Batch.ofCapacity(2, 2, 1)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static List<Integer> rows(ShardOrder order, long from, int count) {
    Batch into = Batch.ofCapacity(count, 2, 1);
    order.gather(from, count, into);
    return IntStream.range(0, count).mapToObj(row -> (int) into.inputs()[2 * row]).toList();
  }

  /** Row {@code i} of the shard has inputs i and −i, target i + ½ and weight i + 100. */
  private static Shard shard(int index, List<Integer> chunkSizes) {
    List<Batch> chunks = new ArrayList<>();
    int number = 0;
    for (int size : chunkSizes) {
      BatchBuilder builder = new BatchBuilder(2, 1);
      for (int row = 0; row < size; row++, number++) {
        builder.beginRow(number + 100);
        builder.inputs()[builder.inputOffset()] = number;
        builder.inputs()[builder.inputOffset() + 1] = -number;
        builder.targets()[builder.targetOffset()] = number + 0.5f;
      }
      chunks.add(builder.build());
    }
    return new Shard(index, chunks);
  }
}
