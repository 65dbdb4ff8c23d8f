package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.protocol.MessageDecoder;
import org.apache.spark.network.protocol.OneWayMessage;
import org.apache.spark.network.util.TransportFrameDecoder;
import org.apache.spark.rpc.netty.NettyRpcEndpointRef;
import org.apache.spark.rpc.netty.NettyRpcEnv;
import org.apache.spark.rpc.netty.RequestMessage;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ParcelReaderTest {
  private final EmbeddedChannel connection =
      new EmbeddedChannel(new TransportFrameDecoder(), MessageDecoder.INSTANCE, new ParcelReader());
  private final Kept kept = new Kept();

  /** Lets a frame arrive in pieces, as over a connection; the message of it that Spark gets. */
  private OneWayMessage passedOn(ByteBuffer frame) {
    List<ByteBuf> pieces = new ArrayList<>();
    for (int at = 0; at < frame.limit(); at += 97) {
      ByteBuffer piece = frame.slice(at, Math.min(97, frame.limit() - at));
      pieces.add(Unpooled.buffer().writeBytes(piece));
      connection.writeInbound(pieces.get(pieces.size() - 1));
    }
    OneWayMessage message = connection.readInbound();
    if (message == null) {
      assertThat(pieces).as("references").allMatch(piece -> piece.refCnt() == 0);
    }
    return message;
  }

  private void assertThatItGoesOn(ByteBuffer message) throws IOException {
    OneWayMessage got = passedOn(Frames.of(message.duplicate()));
    assertThat(got.body().nioByteBuffer()).isEqualTo(message);
    got.body().release();
  }

  private static byte[] random(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }

  @Test
  void parcelsGoStraightToTheirMailbox(SparkSession spark) {
    try (SparkRpc.Mailbox mailbox = SparkRpc.open("straight", kept)) {
      Parcel parcel = new Parcel(SparkRpc.to(mailbox.address()), 5000);
      for (int length : new int[] {5000, 0, 300}) {
        byte[] content = random(length);
        ByteBuf whole = parcel.filled(into -> into.put(content));

        assertThat(passedOn(whole.nioBuffer())).isNull();

        assertThat(kept.parcels().remove(0)).isEqualTo(Unpooled.wrappedBuffer(content));
      }
      assertThat(kept.messages()).isEmpty();
    }
  }

  @Test
  void otherMessagesGoOnToSpark(SparkSession spark) throws IOException {
    NettyRpcEnv rpc = (NettyRpcEnv) SparkEnv.get().rpcEnv();
    try (SparkRpc.Mailbox mailbox = SparkRpc.open("others", kept)) {
      NettyRpcEndpointRef reference = (NettyRpcEndpointRef) mailbox.address();
      Object[] words = {"hello", 7};
      assertThatItGoesOn(new RequestMessage(rpc.address(), reference, words).serialize(rpc));
      ByteBuffer tooShort =
          new RequestMessage(rpc.address(), reference, new byte[10]).serialize(rpc);
      assertThatItGoesOn(tooShort.limit(tooShort.limit() - 1));
      assertThatItGoesOn(ByteBuffer.wrap(random(3)));
      assertThatItGoesOn(ByteBuffer.wrap(new byte[] {1, 0, 50, 0}));
      assertThat(new EmbeddedChannel(new ParcelReader()).writeInbound("something else")).isTrue();
    }
    assertThat(kept.parcels()).isEmpty();
    assertThat(kept.messages()).isEmpty();
  }

  @Test
  void aParcelToAClosedMailboxGoesOnToSpark(SparkSession spark) {
    Parcel parcel;
    try (SparkRpc.Mailbox mailbox = SparkRpc.open("closed", kept)) {
      parcel = new Parcel(SparkRpc.to(mailbox.address()), 10);
    }
    ByteBuf whole = parcel.filled(into -> into.put(random(10)));
    assertThat(passedOn(whole.nioBuffer())).isNotNull();
    assertThat(kept.parcels()).isEmpty();
    assertThat(kept.messages()).isEmpty();
  }
}
