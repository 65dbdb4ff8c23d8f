package dev.bellows.round;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** Keeps copies of the parcels that arrive. */
record Kept(List<ByteBuf> contents) implements SparkRpc.Receiver {
  @Override
  public void receive(Object[] message) {
    throw new UnsupportedOperationException("none is sent");
  }

  @Override
  public void receive(ByteBuf content) {
    contents.add(content.copy());
  }

  @Override
  public Object[] answer(Object[] question) {
    throw new UnsupportedOperationException("none is sent");
  }
}
