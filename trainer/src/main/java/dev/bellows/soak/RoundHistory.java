package dev.bellows.soak;

import dev.bellows.round.RoundListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What becomes of the rounds of a training: who takes part, and what is lost. */
final class RoundHistory implements RoundListener {
  private final List<String> reasons = new CopyOnWriteArrayList<>();
  private final AtomicInteger steps = new AtomicInteger();
  private volatile int executors;

  @Override
  public void onDealt(int taking, int cores, long bytesOnDisk) {
    executors = taking;
  }

  @Override
  public void onLost(String reason) {
    reasons.add(reason);
  }

  @Override
  public void onRepeated(long step) {
    steps.incrementAndGet();
  }

  /** How many executors have a part. */
  int executors() {
    return executors;
  }

  /** Why rounds were lost. */
  List<String> reasons() {
    return List.copyOf(reasons);
  }

  /** How many steps were repeated. */
  int steps() {
    return steps.get();
  }
}
