package dev.bellows.train;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Does work of independent chunks on the calling thread and some helpers. Whoever is free takes the
 * next chunk, so that the caller never waits for a helper that has not woken up, only for chunks
 * that are under way. Between two calls helpers spin for some microseconds, then sleep.
 */
final class ChunkThreads implements AutoCloseable {
  private static final int SPINS = 200;

  private final List<Thread> helpers;
  private volatile Round round;
  private volatile boolean closed;

  /** Work that consists of chunks. */
  @FunctionalInterface
  interface Work {
    /**
     * Does one chunk; others are done at the same time.
     *
     * @param thread which one it runs on, for what a thread has of its own; 0 is the caller
     */
    void chunk(int index, int thread);
  }

  /**
   * @param threads the caller's among them, at least 1
   */
  ChunkThreads(int threads) {
    this.helpers =
        IntStream.range(1, threads)
            .mapToObj(thread -> new Thread(() -> help(thread), "bellows-update"))
            .toList();
    for (Thread helper : helpers) {
      helper.setDaemon(true);
      helper.start();
    }
  }

  /**
   * Does the chunks {@code 0 … chunks − 1}, and returns when all are done.
   *
   * @throws RuntimeException as a chunk threw it
   */
  void run(int chunks, Work work) {
    Round current = new Round(chunks, work);
    if (chunks > 1) {
      round = current;
      helpers.forEach(LockSupport::unpark);
    }
    current.help(0);
    current.await();
  }

  private void help(int thread) {
    Round helped = null;
    int idle = 0;
    while (!closed) {
      Round current = round;
      if (current == helped) {
        rest(idle++);
      } else {
        current.help(thread);
        helped = current;
        idle = 0;
      }
    }
  }

  /** Waits for whatever may come: awake at first, then asleep until somebody wakes this thread. */
  private static void rest(int idle) {
    if (idle < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.park();
    }
  }

  @Override
  public void close() {
    closed = true;
    helpers.forEach(LockSupport::unpark);
  }

  /** One piece of work, and how far it is. */
  private static final class Round {
    private final int chunks;
    private final Work work;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile RuntimeException failure;
    private volatile Error error;

    Round(int chunks, Work work) {
      this.chunks = chunks;
      this.work = work;
    }

    void help(int thread) {
      for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
        try {
          work.chunk(chunk, thread);
        } catch (RuntimeException e) {
          failure = e;
        } catch (Error e) {
          error = e;
        } finally {
          if (done.incrementAndGet() == chunks) {
            LockSupport.unpark(caller);
          }
        }
      }
    }

    void await() {
      for (int idle = 0; done.get() < chunks; idle++) {
        rest(idle);
      }
      if (error != null) {
        throw error;
      }
      if (failure != null) {
        throw failure;
      }
    }
  }
}
