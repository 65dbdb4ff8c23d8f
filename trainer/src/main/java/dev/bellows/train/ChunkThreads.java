package dev.bellows.train;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Does work of independent chunks on the calling thread and some helpers. Whoever is free takes the
 * next chunk, so that the caller never waits for a helper that has not woken up, only for chunks
 * that are under way. Between two calls helpers spin for some microseconds, then sleep.
 *
 * <p>One caller at a time.
 */
public final class ChunkThreads implements AutoCloseable {
  /** Some ten microseconds: what lies between the phases of a step, less than waking up takes. */
  private static final int SPINS = 1000;

  /** The helpers' name. */
  static final String NAME = "bellows-chunks";

  private final List<Thread> helpers;
  private volatile Round round;
  private volatile boolean closed;

  /**
   * @param threads the caller's among them
   * @throws IllegalArgumentException if there are less than 1
   */
  public ChunkThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("Invalid threads: %d: must be ≥ 1".formatted(threads));
    }
    this.helpers = IntStream.range(1, threads).mapToObj(i -> new Thread(this::help, NAME)).toList();
    for (Thread helper : helpers) {
      helper.setDaemon(true);
      helper.start();
    }
  }

  /** How many chunks can be done at the same time. */
  public int count() {
    return helpers.size() + 1;
  }

  /**
   * Does the chunks {@code 0 … chunks − 1}, and returns when all are done.
   *
   * @param work does one chunk, while others are done
   * @throws RuntimeException as a chunk threw it
   */
  public void run(int chunks, IntConsumer work) {
    if (chunks < 2 || helpers.isEmpty()) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        work.accept(chunk);
      }
      return;
    }
    Round current = new Round(chunks, work);
    round = current;
    for (int i = 0; i < helpers.size(); i++) {
      LockSupport.unpark(helpers.get(i));
    }
    current.help();
    current.await();
  }

  private void help() {
    Round helped = null;
    int idle = 0;
    while (!closed) {
      Round current = round;
      if (current == helped) {
        rest(idle++);
      } else {
        current.help();
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
    private final IntConsumer work;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Round(int chunks, IntConsumer work) {
      this.chunks = chunks;
      this.work = work;
    }

    void help() {
      for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
        try {
          work.accept(chunk);
        } catch (Throwable e) { // whatever it is, the caller gets it
          failure.compareAndSet(null, e);
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
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
      if (thrown != null) {
        throw new IllegalStateException(thrown);
      }
    }
  }
}
