package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkThreadsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void everyChunkIsDoneOnceBeforeRunReturns(int threads) {
    try (ChunkThreads chunks = new ChunkThreads(threads)) {
      for (int round = 0; round < 2_000; round++) {
        AtomicIntegerArray done = new AtomicIntegerArray(round % 40);
        chunks.run(done.length(), done::incrementAndGet);
        for (int i = 0; i < done.length(); i++) {
          assertThat(done.get(i)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void chunksAreDoneAtTheSameTimeByThreadsOfTheirOwn() {
    try (ChunkThreads chunks = new ChunkThreads(3)) {
      assertThat(chunks.count()).isEqualTo(3);
      Set<Thread> who = ConcurrentHashMap.newKeySet();
      CountDownLatch all = new CountDownLatch(3);
      chunks.run(
          3,
          index -> {
            who.add(Thread.currentThread());
            all.countDown();
            await(all);
          });
      assertThat(who).hasSize(3).contains(Thread.currentThread());
    }
  }

  @Test
  void aFailureIsTheCallersOnceAllChunksAreDone() {
    try (ChunkThreads chunks = new ChunkThreads(2)) {
      AtomicIntegerArray done = new AtomicIntegerArray(10);
      assertThatThrownBy(
              () ->
                  chunks.run(
                      10,
                      index -> {
                        done.incrementAndGet(index);
                        if (index == 3) {
                          throw new IllegalStateException("chunk 3");
                        }
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("chunk 3");
      assertThat(done).hasToString("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");
      chunks.run(10, done::incrementAndGet);
      assertThat(done.get(9)).isEqualTo(2);
    }
  }

  @Test
  void thereIsTheCallersThreadAtLeast() {
    assertThatThrownBy(() -> new ChunkThreads(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid threads: 0: must be ≥ 1");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
