package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkEnv;
import org.apache.spark.rpc.netty.NettyRpcEndpointRef;
import org.apache.spark.rpc.netty.NettyRpcEnv;
import org.apache.spark.rpc.netty.RequestMessage;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class SparkRpcTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void messagesKeepTheirOrderAndInOneJvmTheirArrays(SparkSession spark) throws Exception {
    Kept kept = new Kept();
    float[] numbers = {1, 2};
    try (SparkRpc.Mailbox mailbox = SparkRpc.open("in-order", kept)) {
      SparkRpc.Recipient driver = SparkRpc.driver("in-order");
      for (int i = 0; i < 1000; i++) {
        driver.send(i, numbers);
      }
      for (int i = 0; i < 1000; i++) {
        Object[] message = kept.next();
        assertThat(message[0]).isEqualTo(i);
        assertThat(message[1]).isSameAs(numbers);
      }
      assertThat(mailbox.address()).isNotNull();
    }
  }

  @Test
  void anAddressTravelsInAMessage(SparkSession spark) throws Exception {
    Kept here = new Kept();
    Kept there = new Kept();
    try (SparkRpc.Mailbox driver = SparkRpc.open("travel-driver", here);
        SparkRpc.Mailbox member = SparkRpc.open("travel-member", there)) {
      SparkRpc.driver("travel-driver").send("hello", member.address());
      SparkRpc.to(here.next()[1]).send("welcome");
      assertThat(there.next()).containsExactly("welcome");
      assertThat(SparkRpc.to(driver.address()).ask(SOON, "which step?", 7).get())
          .containsExactly("which step?", 7);
    }
  }

  @Test
  void aParcelIsWhatSparkWouldHaveSent(SparkSession spark) throws Exception {
    NettyRpcEnv rpc = (NettyRpcEnv) SparkEnv.get().rpcEnv();
    try (SparkRpc.Mailbox mailbox = SparkRpc.open("parcels", new Kept())) {
      Parcel parcel = new Parcel(SparkRpc.to(mailbox.address()), 1000);
      for (int length : new int[] {1000, 0, 300}) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        RequestMessage message =
            new RequestMessage(rpc.address(), (NettyRpcEndpointRef) mailbox.address(), content);

        ByteBuf whole = parcel.filled(into -> into.put(content));

        assertThat(whole.nioBuffer()).isEqualTo(Frames.of(message.serialize(rpc)));
      }
    }
  }

  @Test
  void whoIsGoneDoesNotAnswer(SparkSession spark) {
    SparkRpc.Mailbox mailbox = SparkRpc.open("gone", new Kept());
    SparkRpc.Recipient recipient = SparkRpc.to(mailbox.address());
    mailbox.close();
    assertThat(recipient.ask(SOON, "anyone?"))
        .failsWithin(SOON)
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isNotInstanceOf(TimeoutException.class);
  }

  @Test
  void aQuestionIsNotWaitedForLongerThanItsBound(SparkSession spark) {
    SparkRpc.Receiver slow =
        new SparkRpc.Receiver() {
          @Override
          public void receive(Object[] message) {}

          @Override
          public void receive(ByteBuf content) {}

          @Override
          public Object[] answer(Object[] question) {
            try {
              new java.util.concurrent.CountDownLatch(1).await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return question;
          }
        };
    try (SparkRpc.Mailbox mailbox = SparkRpc.open("slow", slow)) {
      SparkRpc.Recipient recipient = SparkRpc.to(mailbox.address());
      assertThat(recipient.ask(Duration.ofMillis(50), "soon?"))
          .failsWithin(SOON)
          .withThrowableOfType(ExecutionException.class)
          .havingCause()
          .isInstanceOf(TimeoutException.class);
    }
  }
}
