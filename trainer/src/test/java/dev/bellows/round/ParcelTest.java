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

  /** Sends a parcel to a mailbox at the other end of the connection, and returns what it says. */
  private byte[] send() {
    SparkRpc.Recipient recipient = SparkRpc.to(reference);
    Parcel parcel = new Parcel(recipient, 100);
    byte[] content = {1, 2, 3};
    parcel.send(List.of(recipient), parcel.content().put(content));
    return content;
  }

  private ByteBuffer message(byte[] content) {
    return new RequestMessage(rpc.address(), reference, content).serialize(rpc);
  }

  @Test
  void leavesInOnePieceAsSparkWouldHaveSentIt() throws Exception {
    byte[] content = send();
    ByteBuf sent = connection.readOutbound();
    assertThat(sent.nioBuffer()).isEqualTo(Frames.of(message(content)));
    assertThat(connection.<Object>readOutbound()).isNull();
  }

  @Test
  void isAMessageOfSparkWhereSaslEncryptsIt() throws Exception {
    connection.pipeline().addFirst("saslEncryption", new ChannelOutboundHandlerAdapter());
    byte[] content = send();
    OneWayMessage sent = connection.readOutbound();
    assertThat(sent.body().nioByteBuffer()).isEqualTo(message(content));
    assertThat(connection.<Object>readOutbound()).isNull();
  }
}
