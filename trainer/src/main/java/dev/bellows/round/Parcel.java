package dev.bellows.round;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.buffer.NioManagedBuffer;
import org.apache.spark.network.protocol.OneWayMessage;
import org.apache.spark.rpc.netty.NettyRpcEnv;
import org.apache.spark.rpc.netty.RequestMessage;

/**
 * A message of bytes to mailboxes of one name in other processes, written in place and sent as
 * often as needed. Spark's serialiser, which would copy it several times for each of them, only
 * makes what stands before the content; what stands before the message is made here as well, so
 * that all of it is sent in one piece. It can be filled again when everyone has received it.
 *
 * <p>Its memory is not the heap's. Rounds last long enough for it to grow old, and a heap that has
 * room left would not look for what is old for hours: so it is given back when the parcel is closed
 * and no connection still has to send it.
 */
final class Parcel implements AutoCloseable {
  /** What Spark's encryption by SASL is called in a connection: it wants to see messages. */
  private static final String SASL = "saslEncryption";

  private final ByteBuf frame; // direct: it is written to a connection as it is
  private final int messageAt;
  private final int contentAt;
  private boolean isClosed; // under this object's lock

  /**
   * @param recipient one of those who will get it
   * @param capacity bytes of content
   */
  Parcel(SparkRpc.Recipient recipient, int capacity) {
    NettyRpcEnv rpc = (NettyRpcEnv) SparkEnv.get().rpcEnv();
    ByteBuffer empty =
        new RequestMessage(rpc.address(), recipient.reference(), new byte[0]).serialize(rpc);
    ByteBuf start = Unpooled.buffer();
    start.writeLong(0); // for the length of the frame
    OneWayMessage message = new OneWayMessage(new NioManagedBuffer(empty));
    message.type().encode(start);
    message.encode(start); // its length, as four bytes
    this.messageAt = start.readableBytes();
    start.writeBytes(empty); // the length of the array comes last
    this.contentAt = start.readableBytes();
    int size = Math.addExact(contentAt, capacity);
    this.frame = Unpooled.directBuffer(size, size).writeBytes(start);
  }

  /**
   * Fills it and sends it, unless it is closed.
   *
   * @param writer puts the content into a buffer, little-endian, from its position on
   */
  synchronized void send(List<SparkRpc.Recipient> recipients, Consumer<ByteBuffer> writer) {
    if (isClosed) {
      return;
    }
    ByteBuf whole = filled(writer);
    byte[] message = null;
    for (SparkRpc.Recipient recipient : recipients) {
      Channel connection = recipient.connection().getChannel();
      if (connection.pipeline().get(SASL) != null) {
        message = message == null ? message(whole) : message;
        recipient.connection().send(ByteBuffer.wrap(message));
      } else {
        // Whether it arrives, only an answer can tell.
        ChannelFuture unused = connection.writeAndFlush(whole.retainedSlice());
      }
    }
  }

  private byte[] message(ByteBuf whole) {
    byte[] copy = new byte[whole.readableBytes() - messageAt];
    whole.getBytes(messageAt, copy);
    return copy;
  }

  /** The frame as Spark would have written it to a connection, until it is filled again. */
  ByteBuf filled(Consumer<ByteBuffer> writer) {
    ByteBuffer content = frame.nioBuffer(contentAt, frame.capacity() - contentAt);
    writer.accept(content.order(ByteOrder.LITTLE_ENDIAN));
    int length = content.position();
    frame.setLong(0, (long) contentAt + length);
    frame.setInt(messageAt - Integer.BYTES, contentAt - messageAt + length);
    frame.setInt(contentAt - Integer.BYTES, length);
    return frame.writerIndex(contentAt + length);
  }

  /** Nothing is sent any more. */
  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      frame.release();
    }
  }
}
