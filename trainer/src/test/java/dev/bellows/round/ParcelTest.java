package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.protocol.OneWayMessage;
import org.apache.spark.rpc.netty.NettyRpcEndpointRef;
import org.apache.spark.rpc.netty.NettyRpcEnv;
import org.apache.spark.rpc.netty.RequestMessage;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ParcelTest {
  private final EmbeddedChannel connection = new EmbeddedChannel();
  private NettyRpcEnv rpc;
  private NettyRpcEndpointRef reference;

  @BeforeEach
  void address(SparkSession spark) {
    rpc = (NettyRpcEnv) SparkEnv.get().rpcEnv();
    reference = Frames.reference("far", connection);
  }

  /** To a mailbox at the other end of the connection. */
  private Parcel parcel() {
    return new Parcel(SparkRpc.to(reference), 100);
  }

  private void send(Parcel parcel, byte[] content) {
    parcel.send(List.of(SparkRpc.to(reference)), into -> into.put(content));
  }

  private ByteBuffer message(byte[] content) {
    return new RequestMessage(rpc.address(), reference, content).serialize(rpc);
  }

  @Test
  void leavesInOnePieceAsSparkWouldHaveSentIt() throws Exception {
    byte[] content = {1, 2, 3};
    send(parcel(), content);
    ByteBuf sent = connection.readOutbound();
    assertThat(sent.nioBuffer()).isEqualTo(Frames.of(message(content)));
    assertThat(connection.<Object>readOutbound()).isNull();
  }

  @Test
  void isAMessageOfSparkWhereSaslEncryptsIt() throws Exception {
    connection.pipeline().addFirst("saslEncryption", new ChannelOutboundHandlerAdapter());
    byte[] content = {1, 2, 3};
    send(parcel(), content);
    OneWayMessage sent = connection.readOutbound();
    assertThat(sent.body().nioByteBuffer()).isEqualTo(message(content));
    assertThat(connection.<Object>readOutbound()).isNull();
  }

  @Test
  void givesItsMemoryBackWhenItIsClosedAndAllIsSent() throws Exception {
    byte[] content = {1, 2, 3};
    Parcel parcel = parcel();
    send(parcel, content);
    parcel.close();
    parcel.close(); // again is nothing
    ByteBuf sent = connection.readOutbound();
    assertThat(sent.nioBuffer()).as("still to send").isEqualTo(Frames.of(message(content)));
    sent.release();
    assertThat(sent.refCnt()).isZero();
    send(parcel, content);
    assertThat(connection.<Object>readOutbound()).as("after the end").isNull();
  }

  @Test
  void keepsItsMemoryUntilItIsClosed() {
    Parcel parcel = parcel();
    for (int i = 0; i < 3; i++) {
      send(parcel, new byte[] {1, 2, 3});
      ByteBuf sent = connection.readOutbound();
      sent.release();
      assertThat(sent.refCnt()).isOne();
    }
    ByteBuf whole = parcel.filled(into -> {});
    parcel.close();
    assertThat(whole.refCnt()).isZero();
  }
}
