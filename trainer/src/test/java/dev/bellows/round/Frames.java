package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.buffer.NioManagedBuffer;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportResponseHandler;
import org.apache.spark.network.protocol.MessageDecoder;
import org.apache.spark.network.protocol.MessageEncoder;
import org.apache.spark.network.protocol.OneWayMessage;
import org.apache.spark.network.util.TransportFrameDecoder;
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

  /** What has been written to a connection, which has sent it and keeps none of it. */
  static List<ByteBuf> sent(EmbeddedChannel connection) {
    List<ByteBuf> frames = new ArrayList<>();
    for (ByteBuf frame = connection.readOutbound();
        frame != null;
        frame = connection.readOutbound()) {
      frame.release();
      frames.add(frame);
    }
    return frames;
  }

  /** The parcels that have been written to a connection, for a mailbox of this name alone. */
  static List<ByteBuf> parcels(String mailbox, EmbeddedChannel connection) {
    Kept kept = new Kept();
    EmbeddedChannel reader =
        new EmbeddedChannel(
            new TransportFrameDecoder(), MessageDecoder.INSTANCE, new ParcelReader());
    ParcelReader.add(mailbox, kept);
    try {
      for (ByteBuf frame = connection.readOutbound();
          frame != null;
          frame = connection.readOutbound()) {
        reader.writeInbound(frame);
      }
    } finally {
      ParcelReader.remove(mailbox);
    }
    assertThat(kept.messages()).isEmpty();
    return kept.parcels();
  }
}
