package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import dev.bellows.train.ChunkThreads;
import dev.bellows.train.Chunks;
import dev.bellows.train.ExecutorReport;
import dev.bellows.train.GradientSum;
import dev.bellows.train.StepSum;
import dev.bellows.train.SumPool;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.rpc.netty.NettyRpcEndpointRef;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parcels as members write them, over a connection to the driver, and what it makes of them. */
@ExtendWith(SparkExtension.class)
class GatheringTest {
  private static final int SHARDS = 5;
  private static final Chunks CHUNKS = new Chunks(10, 4);

  private final AtomicInteger wakes = new AtomicInteger();
  private final SumPool pool = new SumPool(CHUNKS.total());
  private final Gathering gathering = new Gathering(SHARDS, CHUNKS, pool, wakes::incrementAndGet);
  private Sender lower;
  private Sender upper;
  private List<Seat> seats;

  @BeforeEach
  void sit(SparkSession spark) {
    lower = new Sender(0, 0, 3);
    upper = new Sender(1, 3, SHARDS);
    seats = List.of(lower.seat, upper.seat);
  }

  /** A member with the shards {@code from … to − 1}, and a connection to the driver. */
  private static final class Sender {
    private final int number;
    private final int from;
    private final int to;
    private final Seat seat;
    private final EmbeddedChannel connection = new EmbeddedChannel();
    private final GradientParcels parcels;

    Sender(int number, int from, int to) {
      this.number = number;
      this.from = from;
      this.to = to;
      NettyRpcEndpointRef driver = Frames.reference("gathering", connection);
      parcels = new GradientParcels(SparkRpc.to(driver), number, CHUNKS);
      seat = new Seat(new Object[] {Wire.HELLO, "member", "" + number, "host", "", 1, driver});
    }

    /** What it sends for a command, in this order. */
    List<ByteBuf> gradient(long command) {
      return gradient(command, true);
    }

    List<ByteBuf> gradient(long command, boolean hasRows) {
      write(command, hasRows);
      return Frames.parcels("gathering", connection);
    }

    void write(long command, boolean hasRows) {
      GradientSum own = new GradientSum(SHARDS, to - from, CHUNKS, free -> {}, chunk -> {});
      for (int shard = from; shard < to; shard++) {
        if (hasRows) {
          StepSum sum = sum(shard + 1);
          own.addCounts(shard, 0, sum);
          own.addChunks(shard, 0, sum);
        } else {
          own.addEmpty(shard, 0);
        }
      }
      for (int chunk = CHUNKS.count() - 1; chunk >= 0; chunk--) {
        parcels.send(command, chunk, own, 100 + number, 200 + number);
      }
    }
  }

  private static StepSum sum(int times) {
    float[] gradient = new float[CHUNKS.total()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = times * (i + 1);
    }
    return new StepSum(gradient, 2 * times, 3 * times, 5L * times, 7L * times);
  }

  private void begin(long command) {
    gathering.begin(seats);
    seats.forEach(seat -> seat.expect(command));
  }

  private void add(ByteBuf parcel) {
    gathering.add(parcel, seats.get(GradientParcels.seat(parcel)));
  }

  private void addAll(List<ByteBuf> parcels) {
    parcels.forEach(this::add);
  }

  private void assertThatTotalIs(int times) {
    assertThat(gathering.isComplete()).isTrue();
    assertThat(gathering.total()).usingRecursiveComparison().isEqualTo(sum(times));
  }

  @Test
  void addsUpInAnyOrderOnAnyThread() throws Exception {
    try (ChunkThreads threads = new ChunkThreads(2)) {
      for (int command = 1; command <= 300; command++) {
        begin(command);
        List<ByteBuf> parcels = lower.gradient(command);
        parcels.addAll(upper.gradient(command));
        Collections.shuffle(parcels, new Random(command));

        threads.run(parcels.size(), i -> add(parcels.get(i)));

        assertThatTotalIs(1 + 2 + 3 + 4 + 5);
        assertThat(seats).noneMatch(Seat::isBusy);
      }
    }
  }

  @Test
  void aMemberIsBusyUntilItsLastParcel() throws Exception {
    begin(1);
    for (ByteBuf parcel : lower.gradient(1)) {
      assertThat(lower.seat.isBusy()).isTrue();
      add(parcel);
    }
    assertThat(lower.seat.isBusy()).isFalse();
    assertThat(upper.seat.isBusy()).isTrue();
  }

  @Test
  void afterTheEndAMemberSendsNothingAndKeepsNoMemory() {
    lower.write(1, true);
    List<ByteBuf> sent = Frames.sent(lower.connection);
    assertThat(sent).isNotEmpty().as("to be filled again").allMatch(frame -> frame.refCnt() == 1);
    lower.parcels.close();
    assertThat(sent).allMatch(frame -> frame.refCnt() == 0);

    lower.write(2, true);
    assertThat(Frames.sent(lower.connection)).isEmpty();
  }

  @Test
  void aMemberWithoutRowsAddsNothing() throws Exception {
    begin(1);
    addAll(lower.gradient(1));
    addAll(upper.gradient(1, false));
    assertThatTotalIs(1 + 2 + 3);

    begin(2);
    addAll(lower.gradient(2, false));
    addAll(upper.gradient(2, false));
    assertThat(gathering.isComplete()).isTrue();
    assertThat(gathering.total()).isNull();
  }

  @Test
  void whatBelongsToAnotherCommandIsNotAdded() throws Exception {
    gathering.begin(seats);
    addAll(lower.gradient(1)); // nobody has asked for it

    begin(2);
    addAll(lower.gradient(1)); // woke from a freeze
    assertThat(lower.seat.isBusy()).isTrue();
    addAll(lower.gradient(2));
    addAll(lower.gradient(2)); // twice
    addAll(upper.gradient(2));
    assertThatTotalIs(1 + 2 + 3 + 4 + 5);
  }

  @Test
  void aStepThatIsGivenUpTakesNoMore() throws Exception {
    begin(1);
    addAll(upper.gradient(1));
    List<ByteBuf> parcels = lower.gradient(1);
    ByteBuf last = parcels.remove(parcels.size() - 1);
    addAll(parcels);
    gathering.end(seats);
    add(last);
    assertThat(gathering.isComplete()).isFalse();

    begin(2);
    addAll(lower.gradient(2));
    addAll(upper.gradient(2));
    assertThatTotalIs(1 + 2 + 3 + 4 + 5);
  }

  @Test
  void sumsAreUsedAgain() throws Exception {
    List<StepSum> sums = List.of(pool.take(), pool.take());
    sums.forEach(pool::free);
    for (int command = 1; command <= 3; command++) {
      begin(command);
      addAll(lower.gradient(command)); // the blocks of shards 0 and 1, and of 2
      addAll(upper.gradient(command, false));
      gathering.end(seats);
    }
    assertThat(List.of(pool.take(), pool.take())).containsExactlyInAnyOrderElementsOf(sums);
  }

  @Test
  void theTrainingThreadIsWokenWhenItSleepsAndAtTheEnd() throws Exception {
    begin(1);
    List<ByteBuf> parcels = lower.gradient(1);
    add(parcels.remove(0));
    assertThat(wakes).as("while it does not sleep").hasValue(0);

    assertThat(gathering.isComplete()).as("after some waiting").isFalse();
    addAll(parcels);
    assertThat(wakes).as("by the first parcel").hasValue(1);

    assertThat(gathering.isComplete()).isFalse();
    addAll(upper.gradient(1));
    assertThat(wakes).as("by the first parcel, and by the last").hasValue(3);
  }

  @Test
  void reportsWhatParcelsTell() throws Exception {
    begin(1);
    List<ByteBuf> parcels = upper.gradient(1);
    long bytes = parcels.stream().mapToInt(ByteBuf::readableBytes).sum();
    addAll(parcels);
    assertThat(upper.seat.report(77))
        .isEqualTo(new ExecutorReport("1", "host", 101, 201, 77, bytes));
  }
}
