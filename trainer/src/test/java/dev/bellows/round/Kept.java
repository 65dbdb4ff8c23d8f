package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what arrives, copies of parcels, and answers a question with itself. */
final class Kept implements SparkRpc.Receiver {
  private static final int SECONDS = 120;

  private final BlockingQueue<Object[]> messages = new LinkedBlockingQueue<>();
  private final List<ByteBuf> parcels = new ArrayList<>();

  @Override
  public void receive(Object[] message) {
    messages.add(message);
  }

  @Override
  public void receive(ByteBuf content) {
    parcels.add(Unpooled.copiedBuffer(content));
  }

  @Override
  public Object[] answer(Object[] question) {
    return question;
  }

  /** The next message, which has to come in time. */
  Object[] next() throws InterruptedException {
    Object[] message = messages.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(message).as("a message in time").isNotNull();
    return message;
  }

  /** The messages that nobody has taken. */
  BlockingQueue<Object[]> messages() {
    return messages;
  }

  List<ByteBuf> parcels() {
    return parcels;
  }
}
