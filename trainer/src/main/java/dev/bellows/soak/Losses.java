package dev.bellows.soak;

import dev.bellows.round.RoundListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a training loses. */
final class Losses implements RoundListener {
  private final List<String> reasons = new CopyOnWriteArrayList<>();
  private final AtomicInteger steps = new AtomicInteger();

  @Override
  public void onLost(String reason) {
    reasons.add(reason);
  }

  @Override
  public void onRepeated(long step) {
    steps.incrementAndGet();
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
