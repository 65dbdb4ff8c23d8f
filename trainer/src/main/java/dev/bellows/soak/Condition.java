package dev.bellows.soak;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for something to be so, with a bound. */
final class Condition {
  /** Longer than anything takes, on a machine however busy: only what hangs meets it. */
  static final Duration BOUND = Duration.ofMinutes(4);

  private static final Duration GLANCE = Duration.ofMillis(20);

  private Condition() {}

  /**
   * Waits until {@code holds}.
   *
   * @param what is waited for, for the message
   * @throws IllegalStateException when it does not come true within {@link #BOUND}, or the thread
   *     is interrupted
   */
  static void await(String what, BooleanSupplier holds) {
    long start = System.nanoTime();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - start > BOUND.toNanos()) {
        throw new IllegalStateException(
            "Cannot go on: not within %d s: %s".formatted(BOUND.toSeconds(), what));
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("Cannot go on: interrupted while waiting: " + what);
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
  }
}
