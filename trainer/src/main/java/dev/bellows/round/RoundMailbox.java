package dev.bellows.round;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What has come for a round and waits for the training thread, which takes it one by one: others
 * only put it here. Parcels do not wait: the thread that brings one adds it up. Once the round is
 * over no message is kept, and whoever says hello is told so.
 */
final class RoundMailbox implements SparkRpc.Receiver {
  private static final Object CALL = "wake";

  private final LinkedTransferQueue<Object> waiting = new LinkedTransferQueue<>();
  private final Consumer<ByteBuf> parcels;
  private boolean isOver; // under this object's lock

  /**
   * @param parcels takes the content of each parcel, on any thread; when the round is over, it is
   *     to know that by itself
   */
  RoundMailbox(Consumer<ByteBuf> parcels) {
    this.parcels = parcels;
  }

  /** Wakes who polls. */
  void wake() {
    waiting.add(CALL);
  }

  /**
   * The next message, or what taking a parcel threw, or something else after a {@link #wake}; null
   * if there is none in time.
   */
  Object poll(Duration atMost) throws InterruptedException {
    return waiting.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized void receive(Object[] message) {
    if (!isOver) {
      waiting.add(message);
    } else if (message[0].equals(Wire.HELLO)) {
      Seat.member(message).send((Object) Wire.END);
    }
  }

  @Override
  public void receive(ByteBuf content) {
    try {
      parcels.accept(content);
    } catch (Throwable e) { // a lack of memory, say: the training thread gets it
      waiting.add(e);
    }
  }

  @Override
  public synchronized Object[] answer(Object[] question) {
    receive(question);
    return new Object[] {!isOver};
  }

  /** Takes no more messages; whoever said hello and was not heard is told that it is over. */
  synchronized void close() {
    isOver = true;
    List<Object> left = new ArrayList<>();
    waiting.drainTo(left);
    for (Object message : left) {
      if (message instanceof Object[] words) {
        receive(words);
      }
    }
  }
}
