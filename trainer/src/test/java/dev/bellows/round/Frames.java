package dev.bellows.round;

import io.netty.channel.FileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.buffer.NioManagedBuffer;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportResponseHandler;
import org.apache.spark.network.protocol.MessageEncoder;
import org.apache.spark.network.protocol.OneWayMessage;
import org.apache.spark.rpc.RpcEndpointAddress;
import org.apache.spark.rpc.netty.NettyRpcEndpointRef;
import org.apache.spark.rpc.netty.NettyRpcEnv;

/** Connections as Spark has them, and what it writes to them. */
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

  /** A mailbox of this name, of a process at the other end of a connection. */
  static NettyRpcEndpointRef reference(String mailbox, EmbeddedChannel connection) {
    NettyRpcEnv rpc = (NettyRpcEnv) SparkEnv.get().rpcEnv();
    NettyRpcEndpointRef reference =
        new NettyRpcEndpointRef(
            SparkEnv.get().conf(), new RpcEndpointAddress(rpc.address(), mailbox), rpc);
    reference.client_$eq(new TransportClient(connection, new TransportResponseHandler(connection)));
    return reference;
  }
}
