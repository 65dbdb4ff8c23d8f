package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.testing.SparkExtension;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a task of a round does, seen from a driver. */
@ExtendWith(SparkExtension.class)
class MemberTest {
  private static final int SECONDS = 120;

  /** A driver that only answers questions. */
  private static final class Driver implements SparkRpc.Receiver, AutoCloseable {
    private final Kept kept = new Kept();
    private final SparkRpc.Mailbox mailbox;
    private volatile CountDownLatch dealt = new CountDownLatch(0); // who is, waits for it
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
      if (message[0].equals(Wire.DEALT)) {
        try {
          dealt.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
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
    return task(spark, mailbox, 0);
  }

  private static JavaFutureAction<Void> task(SparkSession spark, String mailbox, int dataset) {
    RoundPlan plan = new RoundPlan(SmallProgram.of(1), mailbox, dataset);
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

  /** Spark throws checked exceptions that nothing declares. */
  @Test
  void whoCannotReadAShardSaysWhy(SparkSession spark) throws Exception {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    JavaRDD<Integer> shards = context.parallelize(List.of(1), 1).persist(StorageLevel.DISK_ONLY());
    shards.count();
    RDDBlockId block = new RDDBlockId(shards.id(), 0);
    Files.delete(SparkEnv.get().blockManager().diskBlockManager().getFile(block).toPath());
    try (Driver driver = new Driver("deaf")) {
      JavaFutureAction<Void> task = task(spark, "deaf", shards.id());
      Object[] hello = driver.next(Wire.HELLO);
      Seat.member(hello).send(Wire.DEAL, 1L, driver.mailbox.address(), 0, new int[] {0});

      Object[] failed = driver.next(Wire.FAILED);
      assertThat(failed[1]).isEqualTo(hello[1]);
      assertThat((String) failed[2])
          .startsWith("org.apache.spark.SparkException: ")
          .contains("rdd_");
      assertThatThrownBy(() -> task.get(SECONDS, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    } finally {
      shards.unpersist(true);
    }
  }

  /** A task that Spark starts anew has the name of the one before it. */
  @Test
  void parametersForATaskThatIsGoneAreLeft(SparkSession spark) throws Exception {
    try (Driver driver = new Driver("again")) {
      JavaFutureAction<Void> task = task(spark, "again");
      Object[] hello = driver.next(Wire.HELLO);
      SparkRpc.Receiver member = ParcelReader.receiver("again-member");
      member.receive(Unpooled.buffer().writeIntLE(0).writeFloatLE(1));
      member.receive(Unpooled.buffer().writeIntLE(-1).writeLongLE(1).writeLongLE(0));
      Seat.member(hello).send((Object) Wire.END);
      task.get(SECONDS, TimeUnit.SECONDS);
      assertThat(driver.kept.messages()).as("nothing has failed").isEmpty();
    }
  }

  /** The driver has forgotten a member that failed before it got shards. */
  @Test
  void nobodyJoinsThoseWhoLeave(SparkSession spark) throws Exception {
    try (Driver driver = new Driver("leaving")) {
      driver.dealt = new CountDownLatch(1);
      JavaFutureAction<Void> first = task(spark, "leaving");
      SparkRpc.Recipient member = Seat.member(driver.next(Wire.HELLO));
      member.send(Wire.DEAL, 1L, driver.mailbox.address(), 0, new int[] {0});
      driver.next(Wire.DEALT);
      member.send((Object) Wire.END);

      task(spark, "leaving").get(SECONDS, TimeUnit.SECONDS);
      assertThat(driver.kept.messages()).as("no hello").isEmpty();
      assertThat(first.isDone()).isFalse();
      driver.dealt.countDown();
      first.get(SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void whoComesToARoundThatIsOverGoesAtOnce(SparkSession spark) throws Exception {
    task(spark, "nobody").get(SECONDS, TimeUnit.SECONDS);
  }
}
