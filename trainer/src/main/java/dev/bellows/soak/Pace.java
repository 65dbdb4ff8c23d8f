package dev.bellows.soak;

import dev.bellows.train.StepReport;
import dev.bellows.train.TrainingListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Watches a training step by step: strikes at one of them, and sees that the fault runs its course
 * before training ends. From three quarters of the steps on, training goes slowly until it has.
 */
final class Pace implements TrainingListener {
  /** Steps that take longer are interruptions; the undisturbed ones take a few milliseconds. */
  static final long INTERRUPTION = TimeUnit.MILLISECONDS.toNanos(200);

  private static final long SLOW_STEP_MILLIS = 1000;

  private final long strike;
  private final long slowFrom;
  private final long slowUntil;
  private final Supplier<CompletableFuture<Void>> fault;
  private volatile CompletableFuture<Void> course;
  private volatile CountDownLatch pause = new CountDownLatch(0);
  private volatile long step;
  private long resumed = System.nanoTime();
  private long lostNanos;

  /**
   * @param steps of the training
   * @param strike the step after which the fault strikes
   * @param fault begins it, on another thread
   */
  Pace(long steps, long strike, Supplier<CompletableFuture<Void>> fault) {
    this.strike = strike;
    this.slowFrom = steps * 3 / 4;
    this.slowUntil = steps * 19 / 20;
    this.fault = fault;
  }

  @Override
  public void onStep(StepReport report) {
    long took = System.nanoTime() - resumed;
    step = report.step();
    if (step > strike && took > INTERRUPTION) {
      lostNanos += took;
    }
    if (step == strike) {
      course = fault.get();
    }
    if (step >= slowFrom && step < slowUntil) {
      awaitCourse(SLOW_STEP_MILLIS);
    }
    try {
      pause.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    resumed = System.nanoTime();
  }

  private void awaitCourse(long millis) {
    try {
      course.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Not yet, or it could not happen: whoever asks for the course is told.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last step that was done. */
  long step() {
    return step;
  }

  /** Holds training between two steps, until {@link #resume}. */
  void pause() {
    pause = new CountDownLatch(1);
  }

  /** Lets training go on. */
  void resume() {
    pause.countDown();
  }

  /** How the fault went; null before it struck. */
  CompletableFuture<Void> course() {
    return course;
  }

  /**
   * The time of all interruptions from the strike on: steps, with what was repeated for them, that
   * took longer than {@link #INTERRUPTION}.
   */
  double secondsLost() {
    return lostNanos * 1e-9;
  }
}
