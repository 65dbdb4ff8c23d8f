package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.CounterRandom;
import dev.bellows.data.ShardTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever brings which chunk first, the sum has the bits of the shard tree. */
class GradientSumTest {
  private static final int SHARDS = 13;
  private static final int EMPTY = 5;
  private static final Chunks CHUNKS = new Chunks(1000, 300);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyOrderAndAnyThreadsGiveTheBitsOfTheTree(long seed) {
    ShardTree<StepSum> plain = new ShardTree<>(SHARDS, StepSum::merge);
    for (int shard = 0; shard < SHARDS; shard++) {
      plain.add(shard, shard == EMPTY ? null : sum(shard));
    }
    ConcurrentLinkedQueue<StepSum> freed = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Integer> complete = new ConcurrentLinkedQueue<>();
    GradientSum grown = new GradientSum(SHARDS, SHARDS, CHUNKS, freed::add, complete::add);
    List<Integer> order = new ArrayList<>(IntStream.range(0, SHARDS).boxed().toList());
    Collections.shuffle(order, new Random(seed));

    try (ChunkThreads threads = new ChunkThreads(4)) {
      threads.run(SHARDS, i -> bring(order.get(i), grown));
    }

    assertThat(grown.isComplete()).isTrue();
    assertThat(grown.total().gradient()).containsExactly(plain.total().gradient());
    assertThat(grown.total().loss()).isEqualTo(plain.total().loss());
    assertThat(grown.total().rows()).isEqualTo(plain.total().rows());
    assertThat(complete).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(freed).doesNotHaveDuplicates().hasSize(SHARDS - 2).doesNotContain(grown.total());
    StepSum total = grown.total();
    grown.clear();
    assertThat(freed).doesNotHaveDuplicates().hasSize(SHARDS - 1).contains(total);
  }

  @Test
  void aPartOfTheShardsIsCompleteWithBlocksForAnother() {
    GradientSum low = new GradientSum(SHARDS, 6, CHUNKS, sum -> {}, chunk -> {});
    GradientSum high = new GradientSum(SHARDS, 7, CHUNKS, sum -> {}, chunk -> {});
    GradientSum all = new GradientSum(SHARDS, SHARDS, CHUNKS, sum -> {}, chunk -> {});
    GradientSum direct = new GradientSum(SHARDS, SHARDS, CHUNKS, sum -> {}, chunk -> {});
    for (int shard = 0; shard < SHARDS; shard++) {
      bring(shard, shard < 6 ? low : high);
      bring(shard, direct);
    }
    assertThat(low.isComplete()).isTrue();
    assertThat(high.isComplete()).isTrue();
    assertThat(low.blocks()).extracting(ShardTree.Block::first).containsExactly(0, 4);
    assertThat(high.blocks()).extracting(ShardTree.Block::first).containsExactly(6, 8);

    for (GradientSum part : List.of(high, low)) {
      part.blocks().forEach(block -> all.addCounts(block.first(), block.level(), block.value()));
      for (int chunk = 0; chunk < CHUNKS.count(); chunk++) {
        for (ShardTree.Block<StepSum> block : part.blocks(chunk)) {
          all.add(chunk, block.first(), block.level(), block.value());
        }
      }
    }

    assertThat(all.isComplete()).isTrue();
    assertThat(all.total().gradient()).containsExactly(direct.total().gradient());
    assertThat(all.total().weight()).isEqualTo(direct.total().weight());
  }

  @Test
  void aStepWithoutRowsHasNoSum() {
    GradientSum grown = new GradientSum(2, 2, CHUNKS, sum -> {}, chunk -> {});
    grown.addEmpty(1, 0);
    assertThat(grown.isComplete()).isFalse();
    grown.addEmpty(0, 0);
    assertThat(grown.isComplete()).isTrue();
    assertThat(grown.total()).isNull();
  }

  private static void bring(int shard, GradientSum into) {
    if (shard == EMPTY) {
      into.addEmpty(shard, 0);
      return;
    }
    StepSum sum = sum(shard);
    for (int chunk = CHUNKS.count() - 1; chunk > 0; chunk--) {
      into.add(chunk, shard, 0, sum);
    }
    into.addCounts(shard, 0, sum);
    into.add(0, shard, 0, sum);
  }

  private static StepSum sum(int shard) {
    long key = CounterRandom.key(77, shard);
    float[] gradient = new float[CHUNKS.total()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) CounterRandom.gaussian(key, i);
    }
    return new StepSum(gradient, CounterRandom.gaussian(key, -1), 0.1 * shard, shard, 1);
  }
}
