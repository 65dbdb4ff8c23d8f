package dev.bellows.round;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.rpc.netty.NettyRpcEndpointRef;
import org.apache.spark.rpc.netty.NettyRpcEnv;
import org.apache.spark.rpc.netty.RequestMessage;

/**
 * A message of bytes to mailboxes of one name in other processes, written in place and sent as
 * often as needed. Spark's serialiser, which would copy it several times for each of them, only
 * makes what stands before the content. It can be filled again when everyone has received it.
 */
final class Parcel {
  private final ByteBuffer message; // direct: it is written to a connection as it is
  private final int before; // bytes in front of the content

  /**
   * @param recipient one of those who will get it
   * @param capacity bytes of content
   */
  Parcel(SparkRpc.Recipient recipient, int capacity) {
    NettyRpcEnv rpc = (NettyRpcEnv) SparkEnv.get().rpcEnv();
    NettyRpcEndpointRef reference = recipient.reference();
    ByteBuffer empty = new RequestMessage(rpc.address(), reference, new byte[0]).serialize(rpc);
    this.before = empty.remaining(); // the array's length comes last
    this.message = ByteBuffer.allocateDirect(Math.addExact(before, capacity)).put(empty);
  }

  /** Room for the content, little-endian; what is before its position will be sent. */
  ByteBuffer content() {
    return message.duplicate().position(before).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Sends what was written.
   *
   * @param written as {@link #content} was given and written to
   */
  void send(List<SparkRpc.Recipient> recipients, ByteBuffer written) {
    NettyRpcEnv rpc = (NettyRpcEnv) SparkEnv.get().rpcEnv();
    ByteBuffer whole = whole(written.position());
    for (SparkRpc.Recipient recipient : recipients) {
      rpc.send(new Prepared(rpc, recipient.reference(), whole));
    }
  }

  /** The message as Spark's serialiser would have written it. */
  ByteBuffer whole(int length) {
    message.putInt(before - Integer.BYTES, length);
    return message.duplicate().position(0).limit(before + length);
  }

  /** A message that needs no serialiser. */
  private static final class Prepared extends RequestMessage {
    private final ByteBuffer whole;

    Prepared(NettyRpcEnv rpc, NettyRpcEndpointRef recipient, ByteBuffer whole) {
      super(rpc.address(), recipient, null);
      this.whole = whole;
    }

    @Override
    public ByteBuffer serialize(NettyRpcEnv rpc) {
      return whole.duplicate();
    }
  }
}
