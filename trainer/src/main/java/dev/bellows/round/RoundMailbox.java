package dev.bellows.round;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

/**
 * What has come for a round and waits for the training thread, which takes it one by one: Spark's
 * threads only put it here. Once the round is over nothing is kept, and whoever comes is told so.
 */
final class RoundMailbox implements SparkRpc.Receiver {
  private final LinkedTransferQueue<Object> waiting = new LinkedTransferQueue<>();
  private boolean isOver; // under this object's lock

  /** The next message or the content of a parcel, or null if there is none in time. */
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
  public synchronized void receive(ByteBuffer content) {
    if (!isOver) {
      waiting.add(content);
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
