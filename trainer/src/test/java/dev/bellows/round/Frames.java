package dev.bellows.round;

import io.netty.channel.FileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.apache.spark.network.buffer.NioManagedBuffer;
import org.apache.spark.network.protocol.MessageEncoder;
import org.apache.spark.network.protocol.OneWayMessage;

/** What Spark writes to a connection. */
final class Frames {
  private Frames() {}

  /** All bytes of a message that expects no answer. */
  static ByteBuffer of(ByteBuffer message) throws IOException {
    EmbeddedChannel connection = new EmbeddedChannel(MessageEncoder.INSTANCE);
    connection.writeOutbound(new OneWayMessage(new NioManagedBuffer(message)));
    FileRegion frame = connection.readOutbound();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (frame.transferred() < frame.count()) {
      frame.transferTo(Channels.newChannel(bytes), frame.transferred());
    }
    frame.release();
    return ByteBuffer.wrap(bytes.toByteArray());
  }
}
