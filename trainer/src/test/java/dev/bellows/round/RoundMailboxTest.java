package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RoundMailboxTest {
  private static final Object[] FAILED = {Wire.FAILED, "member", "why"};

  private final RoundMailbox mailbox = new RoundMailbox(parcel -> {});
  private final Kept heard = new Kept();

  private Object poll() throws InterruptedException {
    return mailbox.poll(Duration.ZERO);
  }

  private static Object[] hello(SparkRpc.Mailbox from) {
    return new Object[] {Wire.HELLO, "member", "0", "host", "kernel", 1, from.address()};
  }

  @Test
  void keepsMessagesInTheirOrder() throws Exception {
    mailbox.receive(FAILED);
    Object[] idle = {Wire.IDLE, "member"};
    assertThat(mailbox.answer(idle)).containsExactly(true);
    assertThat(poll()).isSameAs(FAILED);
    assertThat(poll()).isSameAs(idle);
    assertThat(poll()).isNull();
  }

  @Test
  void whatAParcelBreaksReachesWhoPolls() throws Exception {
    OutOfMemoryError lack = new OutOfMemoryError("none left");
    RoundMailbox full =
        new RoundMailbox(
            parcel -> {
              throw lack;
            });
    full.receive(Unpooled.EMPTY_BUFFER);
    assertThat(full.poll(Duration.ZERO)).isSameAs(lack);
  }

  @Test
  void whoComesAfterTheEndIsTold(SparkSession spark) throws Exception {
    try (SparkRpc.Mailbox member = SparkRpc.open("late", heard)) {
      mailbox.close();
      mailbox.receive(hello(member));
      assertThat(heard.next()).containsExactly(Wire.END);
      assertThat(mailbox.answer(FAILED)).containsExactly(false);
      assertThat(poll()).isNull();
    }
  }

  @Test
  void whoCameAndWasNotHeardIsTold(SparkSession spark) throws Exception {
    try (SparkRpc.Mailbox member = SparkRpc.open("unheard", heard)) {
      mailbox.receive(hello(member));
      mailbox.wake();
      mailbox.receive(FAILED);
      mailbox.close();
      assertThat(heard.next()).containsExactly(Wire.END);
      assertThat(heard.messages()).isEmpty();
      assertThat(poll()).isNull();
    }
  }
}
