package dev.bellows.round;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
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
 */
final class Parcel {
  /** What Spark's encryption by SASL is called in a connection: it wants to see messages. */
  private static final String SASL = "saslEncryption";

  private final ByteBuffer frame; // direct: it is written to a connection as it is
  private final int messageAt;
  private final int contentAt;

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
    this.frame =
        ByteBuffer.allocateDirect(Math.addExact(contentAt, capacity)).put(start.nioBuffer());
  }

  /** Room for the content, little-endian; what is before its position will be sent. */
  ByteBuffer content() {
    return frame.duplicate().position(contentAt).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Sends what was written.
   *
   * @param written as {@link #content} was given and written to
   */
  void send(List<SparkRpc.Recipient> recipients, ByteBuffer written) {
    ByteBuffer whole = whole(written.position());
    for (SparkRpc.Recipient recipient : recipients) {
      Channel connection = recipient.connection().getChannel();
      if (connection.pipeline().get(SASL) != null) {
        recipient.connection().send(whole.duplicate().position(messageAt));
      } else {
        // Whether it arrives, only an answer can tell.
        ChannelFuture unused = connection.writeAndFlush(Unpooled.wrappedBuffer(whole));
      }
    }
  }

  /** The frame as Spark would have written it to a connection, with {@code length} of content. */
  ByteBuffer whole(int length) {
    frame.putLong(0, (long) contentAt + length);
    frame.putInt(messageAt - Integer.BYTES, contentAt - messageAt + length);
    frame.putInt(contentAt - Integer.BYTES, length);
    return frame.duplicate().position(0).limit(contentAt + length);
  }
}
