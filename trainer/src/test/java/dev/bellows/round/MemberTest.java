package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a task of a round does, seen from a driver. */
@ExtendWith(SparkExtension.class)
class MemberTest {
  private static final int SECONDS = 30;

  /** A driver that only answers questions. */
  private static final class Driver implements SparkRpc.Receiver, AutoCloseable {
    private final Kept kept = new Kept();
    private final SparkRpc.Mailbox mailbox;
    private volatile boolean isGoingOn = true;

    Driver(String name) {
      mailbox = SparkRpc.open(name, this);
    }

    @Override
    public void close() {
      mailbox.close();
    }

    @Override
    public void receive(Object[] message) {
      kept.receive(message);
    }

    @Override
    public void receive(ByteBuf content) {}

    @Override
    public Object[] answer(Object[] question) {
      boolean isToGoOn = isGoingOn; // until the test has seen the question
      kept.receive(question);
      return new Object[] {isToGoOn};
    }

    Object[] next(String word) throws InterruptedException {
      Object[] message = kept.next();
      assertThat(message[0]).isEqualTo(word);
      return message;
    }
  }

  private static JavaFutureAction<Void> task(SparkSession spark, String mailbox) {
    RoundPlan plan = new RoundPlan(SmallProgram.of(1), mailbox, 0);
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(List.of(1), 1)
        .foreachAsync(none -> Member.serve(plan));
  }

  @Test
  void whoHearsNothingAsksAndGoesWhenItIsOver(SparkSession spark) throws Exception {
    try (Driver driver = new Driver("silent")) {
      JavaFutureAction<Void> task = task(spark, "silent");
      Object[] hello = driver.next(Wire.HELLO);
      assertThat(driver.next(Wire.IDLE)).containsExactly(Wire.IDLE, hello[1]);
      driver.isGoingOn = false;
      driver.next(Wire.IDLE);
      task.get(SECONDS, TimeUnit.SECONDS);
      assertThat(driver.kept.messages()).as("nothing has failed").isEmpty();
    }
  }

  @Test
  void whoIsToldTheEndGoesAtOnce(SparkSession spark) throws Exception {
    try (Driver driver = new Driver("brief")) {
      JavaFutureAction<Void> task = task(spark, "brief");
      Seat.member(driver.next(Wire.HELLO)).send((Object) Wire.END);
      task.get(SECONDS, TimeUnit.SECONDS);
      assertThat(driver.kept.messages()).isEmpty();
    }
  }

  @Test
  void whoComesToARoundThatIsOverGoesAtOnce(SparkSession spark) throws Exception {
    task(spark, "nobody").get(SECONDS, TimeUnit.SECONDS);
  }
}
