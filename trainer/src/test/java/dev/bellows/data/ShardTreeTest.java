package dev.bellows.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShardTreeTest {
  /**
   * The sum written down with its parentheses, by the definition: halves at the largest power of
   * two.
   */
  private static String expected(int first, int shards, Random empty) {
    if (shards == 1) {
      return leaf(first, empty);
    }
    int left = Integer.highestOneBit(shards - 1);
    return merge(expected(first, left, empty), expected(first + left, shards - left, empty));
  }

  private static String leaf(int shard, Random empty) {
    return empty.nextInt(4) == 0 ? null : Integer.toString(shard);
  }

  private static String merge(String left, String right) {
    return left == null ? right : right == null ? left : "(" + left + "+" + right + ")";
  }

  @Property(tries = 300)
  void anyOrderAndAnyGroupingGiveOneSum(
      @ForAll @IntRange(min = 1, max = 70) int shards, @ForAll long seed) {
    List<String> leaves = new ArrayList<>();
    Random empty = new Random(seed);
    for (int shard = 0; shard < shards; shard++) {
      leaves.add(leaf(shard, empty));
    }
    String expected = expected(0, shards, new Random(seed));

    Random random = new Random(seed + 1);
    List<Integer> arrival = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      arrival.add(shard);
    }
    Collections.shuffle(arrival, random);
    List<ShardTree.Block<String>> sent = new ArrayList<>();
    for (int from = 0; from < shards; ) {
      int to = Math.min(shards, from + 1 + random.nextInt(9));
      ShardTree<String> task = tree(shards);
      arrival.subList(from, to).forEach(shard -> task.add(shard, leaves.get(shard)));
      sent.addAll(task.blocks());
      from = to;
    }
    Collections.shuffle(sent, random);
    ShardTree<String> driver = tree(shards);
    for (ShardTree.Block<String> block : sent) {
      assertThat(driver.isComplete()).isFalse();
      driver.add(block);
    }
    assertThat(driver.isComplete()).isTrue();
    assertThat(driver.total()).isEqualTo(expected);
  }

  @Property(tries = 300)
  void countsTheBlocksOfNeighbours(
      @ForAll @IntRange(min = 1, max = 70) int shards, @ForAll long seed) {
    Random random = new Random(seed);
    int from = random.nextInt(shards);
    int end = from + 1 + random.nextInt(shards - from);
    ShardTree<String> task = tree(shards);
    for (int shard = from; shard < end; shard++) {
      task.add(shard, "" + shard);
    }
    assertThat(ShardTree.blocks(from, end, shards)).isEqualTo(task.blocks().size());
  }

  @Test
  void aRunOfNeighboursIsSentAsFewBlocks() {
    ShardTree<String> task = tree(16);
    for (int shard = 3; shard < 13; shard++) {
      task.add(shard, Integer.toString(shard));
    }
    assertThat(task.blocks())
        .extracting(ShardTree.Block::value)
        .containsExactly("3", "((4+5)+(6+7))", "((8+9)+(10+11))", "12");
    assertThat(task.blocks()).extracting(ShardTree.Block::first).containsExactly(3, 4, 8, 12);
  }

  @Test
  void emptyShardsAddNothing() {
    ShardTree<String> tree = tree(3);
    tree.add(2, null);
    tree.add(0, null);
    tree.add(1, "1");
    assertThat(tree.total()).isEqualTo("1");
    ShardTree<String> empty = tree(1);
    empty.add(0, null);
    assertThat(empty.total()).isNull();
  }

  @Test
  void refusesAShardThatIsInOrDoesNotExist() {
    ShardTree<String> tree = tree(5);
    tree.add(0, "0");
    tree.add(1, "1");
    for (int shard : new int[] {-1, 0, 1, 5}) {
      assertThatThrownBy(() -> tree.add(shard, "again"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Cannot add shard %d (level 0 of 5 shards)".formatted(shard));
    }
    ShardTree<String> other = tree(5);
    for (int shard = 0; shard < 4; shard++) {
      other.add(shard, "other");
    }
    assertThatThrownBy(() -> tree.add(other.blocks().get(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Cannot add shard 0 (level 2");
  }

  @Test
  void refusesATotalBeforeAllShardsAreIn() {
    ShardTree<String> tree = tree(2);
    assertThat(tree.isComplete()).isFalse();
    tree.add(1, "1");
    assertThatThrownBy(tree::total)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot add up 2 shards: some are missing");
  }

  @Test
  void refusesNoShards() {
    assertThatThrownBy(() -> tree(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid shards: 0: must be ≥ 1");
  }

  private static ShardTree<String> tree(int shards) {
    return new ShardTree<>(shards, ShardTreeTest::merge);
  }
}
