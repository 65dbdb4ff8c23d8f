package dev.bellows.round;

import dev.bellows.data.ShardTree;
import dev.bellows.train.Chunks;
import dev.bellows.train.GradientSum;
import dev.bellows.train.StepSum;
import dev.bellows.train.SumPool;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * The gradient sum of a step while it comes in from members: the threads that bring parcels add
 * them up, and the training thread waits for the last one. As long as parcels keep coming it does
 * not sleep, but leaves its core to whoever has work: the next is there before a core that has gone
 * to sleep is awake again, which takes half a millisecond on a virtual machine.
 */
final class Gathering {
  private static final long PAUSE_NANOS = 300_000; // without a parcel, after which it sleeps

  private final GradientSum sum;
  private final SumPool pool;
  private final Runnable wake;
  private volatile long last; // when a parcel came; where none has yet, too long ago
  private volatile boolean sleeps; // the training thread, or is about to

  /**
   * @param pool sums to put gradients together in
   * @param wake wakes the training thread
   */
  Gathering(int shards, Chunks chunks, SumPool pool, Runnable wake) {
    this.sum = new GradientSum(shards, shards, chunks, free -> {}, chunk -> {});
    this.pool = pool;
    this.wake = wake;
  }

  /** Begins a step; the sum of the one before is not valid any more. */
  void begin(List<Seat> members) {
    end(members);
    sum.clear();
    last = System.nanoTime() - PAUSE_NANOS;
  }

  /** The step is over, done or not: nothing is added any more, nor kept. */
  void end(List<Seat> members) {
    members.forEach(seat -> seat.clear(pool));
  }

  /** Adds a parcel, unless it belongs to another command. On any thread. */
  void add(ByteBuf parcel, Seat seat) {
    if (seat.add(parcel, pool, sum)) {
      last = System.nanoTime();
      if (sleeps || sum.isComplete()) {
        sleeps = false;
        wake.run();
      }
    }
  }

  /** Adds the sums of a member in the driver's own process, whose arrays may be changed. */
  void add(List<ShardTree.Block<StepSum>> blocks) {
    for (ShardTree.Block<StepSum> block : blocks) {
      sum.addCounts(block.first(), block.level(), block.value());
      sum.addChunks(block.first(), block.level(), block.value());
    }
  }

  /** Whether all has come; while parcels keep coming, waits for the last one. */
  @SuppressWarnings("ThreadPriorityCheck") // to leave the core to others is all that is wanted
  boolean isComplete() {
    while (!sum.isComplete() && System.nanoTime() - last < PAUSE_NANOS) {
      Thread.yield();
    }
    boolean isComplete = sum.isComplete();
    sleeps = !isComplete;
    return isComplete;
  }

  /** The sum over all shards, or null where none has rows; valid until {@link #begin}. */
  StepSum total() {
    return sum.total();
  }
}
