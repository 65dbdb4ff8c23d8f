package dev.bellows.round;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.protocol.OneWayMessage;

/**
 * Takes {@linkplain Parcel parcels} off a connection of Spark's RPC, on the connection's thread,
 * and has them read from where the system has put them, before Spark copies them three times and
 * hands them from thread to thread. All else goes on to Spark; so would parcels, if it were not for
 * this reader, and arrive the same.
 */
final class ParcelReader extends ChannelInboundHandlerAdapter {
  private static final String NAME = "bellows-parcels";
  private static final String SPARKS = "handler"; // its name for what takes all messages
  private static final byte[] ARRAY; // an array of bytes as the serialiser begins it
  private static final Map<String, SparkRpc.Receiver> RECEIVERS = new ConcurrentHashMap<>();

  static {
    byte[] empty = Payload.serialized(new byte[0]);
    ARRAY = Arrays.copyOf(empty, empty.length - Integer.BYTES); // the length comes last
  }

  /** Who gets the parcels to this name. */
  static void add(String mailbox, SparkRpc.Receiver receiver) {
    RECEIVERS.put(mailbox, receiver);
  }

  /** Who gets what is sent to this name in this process; null if nobody does. */
  static SparkRpc.Receiver receiver(String mailbox) {
    return RECEIVERS.get(mailbox);
  }

  /** Nobody gets them any more. */
  static void remove(String mailbox) {
    RECEIVERS.remove(mailbox);
  }

  /** Reads what comes over this connection. */
  static void readFrom(TransportClient connection) {
    ChannelPipeline pipeline = connection.getChannel().pipeline();
    synchronized (RECEIVERS) {
      if (pipeline.get(NAME) == null) {
        try {
          pipeline.addBefore(SPARKS, NAME, new ParcelReader());
        } catch (NoSuchElementException e) {
          // The connection is closed, or is none of Spark's.
        }
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
    if (!(message instanceof OneWayMessage oneWay) || !isTaken(oneWay.body())) {
      context.fireChannelRead(message);
    }
  }

  private static boolean isTaken(ManagedBuffer message) throws IOException {
    ByteBuf rest = (ByteBuf) message.convertToNetty();
    try {
      SparkRpc.Receiver receiver = receiver(rest);
      if (receiver == null) {
        return false;
      }
      try {
        receiver.receive(rest);
      } finally {
        message.release();
      }
      return true;
    } finally {
      rest.release();
    }
  }

  /** Whose content follows in {@code rest}; null if it is no parcel, or to nobody. */
  private static SparkRpc.Receiver receiver(ByteBuf rest) {
    try {
      skipAddress(rest); // of the sender
      skipAddress(rest); // of the recipient
      SparkRpc.Receiver receiver = RECEIVERS.get(string(rest));
      return receiver != null && beginsAsArray(rest) && rest.readInt() == rest.readableBytes()
          ? receiver
          : null;
    } catch (IndexOutOfBoundsException e) {
      return null; // it is none of ours, and short
    }
  }

  private static void skipAddress(ByteBuf rest) {
    if (rest.readBoolean()) { // an executor has none
      rest.skipBytes(rest.readUnsignedShort()); // host
      rest.skipBytes(Integer.BYTES); // port
    }
  }

  private static String string(ByteBuf rest) {
    return rest.readCharSequence(rest.readUnsignedShort(), StandardCharsets.UTF_8).toString();
  }

  private static boolean beginsAsArray(ByteBuf rest) {
    for (byte expected : ARRAY) {
      if (rest.readByte() != expected) {
        return false;
      }
    }
    return true;
  }
}
