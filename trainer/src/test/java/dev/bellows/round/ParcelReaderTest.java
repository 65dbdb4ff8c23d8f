package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.buffer.NettyManagedBuffer;
import org.apache.spark.network.protocol.OneWayMessage;
import org.apache.spark.rpc.netty.NettyRpcEndpointRef;
import org.apache.spark.rpc.netty.NettyRpcEnv;
import org.apache.spark.rpc.netty.RequestMessage;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ParcelReaderTest {
  /** Keeps the contents that arrive. */
  private static final class Kept implements SparkRpc.Receiver {
    private final List<ByteBuffer> contents = new ArrayList<>();

    @Override
    public void receive(Object[] message) {
      throw new UnsupportedOperationException("none is sent");
    }

    @Override
    public void receive(ByteBuffer content) {
      contents.add(content);
    }

    @Override
    public Object[] answer(Object[] question) {
      throw new UnsupportedOperationException("none is sent");
    }
  }

  private final EmbeddedChannel connection = new EmbeddedChannel(new ParcelReader());
  private final Kept kept = new Kept();

  /** Lets a message arrive in pieces, as over a connection; whether Spark gets to see it. */
  private boolean isPassedOn(ByteBuffer whole) {
    CompositeByteBuf pieces = Unpooled.compositeBuffer(1000);
    for (int at = 0; at < whole.limit(); at += 97) {
      ByteBuf piece = Unpooled.wrappedBuffer(whole);
      pieces.addComponent(true, piece.slice(at, Math.min(97, whole.limit() - at)));
    }
    OneWayMessage message = new OneWayMessage(new NettyManagedBuffer(pieces));
    boolean isPassedOn = connection.writeInbound(message);
    assertThat(pieces.refCnt()).as("references").isEqualTo(isPassedOn ? 1 : 0);
    if (isPassedOn) {
      assertThat(connection.<Object>readInbound()).isSameAs(message);
      assertThat(pieces.readerIndex()).isZero();
    }
    return isPassedOn;
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
        ByteBuffer written = parcel.content().put(content);

        assertThat(isPassedOn(parcel.whole(written.position()))).isFalse();

        assertThat(kept.contents.remove(0)).isEqualTo(ByteBuffer.wrap(content));
      }
    }
  }

  @Test
  void otherMessagesGoOnToSpark(SparkSession spark) {
    NettyRpcEnv rpc = (NettyRpcEnv) SparkEnv.get().rpcEnv();
    try (SparkRpc.Mailbox mailbox = SparkRpc.open("others", kept)) {
      NettyRpcEndpointRef reference = (NettyRpcEndpointRef) mailbox.address();
      Object[] words = {"hello", 7};
      assertThat(isPassedOn(new RequestMessage(rpc.address(), reference, words).serialize(rpc)))
          .isTrue();
      ByteBuffer tooShort = new Parcel(SparkRpc.to(reference), 10).whole(10);
      assertThat(isPassedOn(tooShort.limit(tooShort.limit() - 1))).isTrue();
      assertThat(isPassedOn(ByteBuffer.wrap(random(3)))).isTrue();
      assertThat(isPassedOn(ByteBuffer.wrap(new byte[] {1, 0, 50, 0}))).isTrue();
      assertThat(connection.writeInbound("something else")).isTrue();
    }
    assertThat(kept.contents).isEmpty();
  }

  @Test
  void aParcelToAClosedMailboxGoesOnToSpark(SparkSession spark) {
    Parcel parcel;
    try (SparkRpc.Mailbox mailbox = SparkRpc.open("closed", kept)) {
      parcel = new Parcel(SparkRpc.to(mailbox.address()), 10);
    }
    assertThat(isPassedOn(parcel.whole(10))).isTrue();
    assertThat(kept.contents).isEmpty();
  }
}
