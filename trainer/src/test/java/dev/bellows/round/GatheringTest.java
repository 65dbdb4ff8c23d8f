package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testing.SparkExtension;
import dev.bellows.train.Chunks;
import dev.bellows.train.ExecutorReport;
import dev.bellows.train.GradientSum;
import dev.bellows.train.StepSum;
import dev.bellows.train.SumPool;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportResponseHandler;
import org.apache.spark.network.protocol.MessageDecoder;
import org.apache.spark.network.util.TransportFrameDecoder;
import org.apache.spark.rpc.RpcEndpointAddress;
import org.apache.spark.rpc.netty.NettyRpcEndpointRef;
import org.apache.spark.rpc.netty.NettyRpcEnv;
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
  private Member lower;
  private Member upper;
  private List<Seat> seats;

  @BeforeEach
  void sit(SparkSession spark) {
    lower = new Member(0, 0, 3);
    upper = new Member(1, 3, SHARDS);
    seats = List.of(lower.place, upper.place);
  }

  /** One that holds some neighbouring shards; each adds its number and one, and as many rows. */
  private static final class Member {
    private final int seat;
    private final int from;
    private final int to;
    private final Seat place;
    private final EmbeddedChannel connection = new EmbeddedChannel();
    private final GradientParcels parcels;

    Member(int seat, int from, int to) {
      this.seat = seat;
      this.from = from;
      this.to = to;
      NettyRpcEnv rpc = (NettyRpcEnv) SparkEnv.get().rpcEnv();
      NettyRpcEndpointRef driver =
          new NettyRpcEndpointRef(
              SparkEnv.get().conf(), new RpcEndpointAddress(rpc.address(), "gathering"), rpc);
      driver.client_$eq(new TransportClient(connection, new TransportResponseHandler(connection)));
      parcels = new GradientParcels(SparkRpc.to(driver), seat, CHUNKS);
      place = new Seat(new Object[] {Wire.HELLO, "member", "" + seat, "host", "", 1, driver});
    }

    /** What it sends for a command, in this order. */
    Queue<ByteBuf> gradient(long command, boolean hasRows) throws Exception {
      GradientSum own = new GradientSum(SHARDS, to - from, CHUNKS, free -> {}, chunk -> {});
      for (int shard = from; shard < to; shard++) {
        if (hasRows) {
          float[] gradient = new float[CHUNKS.total()];
          Arrays.fill(gradient, shard + 1);
          StepSum sum = new StepSum(gradient, shard + 1, shard + 1, shard + 1, 1);
          own.addCounts(shard, 0, sum);
          own.addChunks(shard, 0, sum);
        } else {
          own.addEmpty(shard, 0);
        }
      }
      for (int chunk = CHUNKS.count() - 1; chunk >= 0; chunk--) {
        parcels.send(command, chunk, own, 100 + seat, 200 + seat);
      }
      return received();
    }

    private Queue<ByteBuf> received() {
      Queue<ByteBuf> contents = new ArrayDeque<>();
      EmbeddedChannel driver =
          new EmbeddedChannel(
              new TransportFrameDecoder(), MessageDecoder.INSTANCE, new ParcelReader());
      SparkRpc.Receiver receiver =
          new RoundMailbox(
              parcel -> contents.add(Unpooled.wrappedBuffer(ByteBufUtil.getBytes(parcel))));
      ParcelReader.add("gathering", receiver);
      try {
        for (ByteBuf frame = connection.readOutbound();
            frame != null;
            frame = connection.readOutbound()) {
          driver.writeInbound(frame.copy());
        }
      } finally {
        ParcelReader.remove("gathering");
      }
      return contents;
    }
  }

  private void begin(long command) {
    gathering.begin(seats);
    seats.forEach(seat -> seat.expect(command));
  }

  private void addAll(Queue<ByteBuf> parcels, Member from) {
    parcels.forEach(parcel -> gathering.add(parcel, from.place));
  }

  private void assertThatTotalIs(int sum) {
    assertThat(gathering.isComplete()).isTrue();
    StepSum total = gathering.total();
    assertThat(total.gradient()).hasSize(CHUNKS.total()).containsOnly(sum);
    assertThat(total.rows()).isEqualTo(sum);
    assertThat(total.weight()).isEqualTo(sum);
    assertThat(total.loss()).isEqualTo(sum);
  }

  @Test
  void addsUpInWhateverOrderMembersAreHeard() throws Exception {
    for (int command = 1; command <= 50; command++) {
      begin(command);
      List<Member> members = List.of(lower, upper);
      List<Queue<ByteBuf>> waiting =
          new ArrayList<>(List.of(lower.gradient(command, true), upper.gradient(command, true)));
      Random random = new Random(command);
      while (!waiting.get(0).isEmpty() || !waiting.get(1).isEmpty()) {
        int next = random.nextInt(2);
        if (!waiting.get(next).isEmpty()) {
          assertThat(members.get(next).place.isBusy()).isTrue();
          gathering.add(waiting.get(next).remove(), members.get(next).place);
        }
      }
      assertThatTotalIs(1 + 2 + 3 + 4 + 5);
      assertThat(seats).noneMatch(Seat::isBusy);
    }
  }

  @Test
  void aMemberWithoutRowsAddsNothing() throws Exception {
    begin(1);
    addAll(lower.gradient(1, true), lower);
    addAll(upper.gradient(1, false), upper);
    assertThatTotalIs(1 + 2 + 3);

    begin(2);
    addAll(lower.gradient(2, false), lower);
    addAll(upper.gradient(2, false), upper);
    assertThat(gathering.isComplete()).isTrue();
    assertThat(gathering.total()).isNull();
  }

  @Test
  void whatBelongsToAnotherCommandIsNotAdded() throws Exception {
    Queue<ByteBuf> early = lower.gradient(1, true);
    gathering.begin(seats);
    addAll(early, lower); // nobody has asked for it

    begin(2);
    addAll(lower.gradient(1, true), lower); // woke from a freeze
    assertThat(gathering.isComplete()).isFalse();
    addAll(lower.gradient(2, true), lower);
    addAll(lower.gradient(2, true), lower); // twice
    addAll(upper.gradient(2, true), upper);
    assertThatTotalIs(1 + 2 + 3 + 4 + 5);
  }

  @Test
  void aStepThatIsGivenUpLeavesNothing() throws Exception {
    begin(1);
    Queue<ByteBuf> parcels = lower.gradient(1, true);
    gathering.add(parcels.remove(), lower.place);
    gathering.end(seats);
    addAll(parcels, lower);
    assertThat(gathering.isComplete()).isFalse();

    begin(2);
    addAll(lower.gradient(2, true), lower);
    addAll(upper.gradient(2, true), upper);
    assertThatTotalIs(1 + 2 + 3 + 4 + 5);
  }

  @Test
  void sumsAreUsedAgain() throws Exception {
    StepSum first = pool.take();
    StepSum second = pool.take();
    StepSum third = pool.take();
    List.of(first, second, third).forEach(pool::free);
    for (int command = 1; command <= 3; command++) {
      begin(command);
      addAll(lower.gradient(command, true), lower); // blocks 0–1 and 2
      addAll(upper.gradient(command, false), upper);
      gathering.end(seats);
    }
    assertThat(List.of(pool.take(), pool.take(), pool.take()))
        .containsExactlyInAnyOrder(first, second, third);
  }

  @Test
  void theTrainingThreadIsWokenWhenItSleepsAndAtTheEnd() throws Exception {
    begin(1);
    Queue<ByteBuf> parcels = lower.gradient(1, true);
    gathering.add(parcels.remove(), lower.place);
    assertThat(wakes).as("while it does not sleep").hasValue(0);

    assertThat(gathering.isComplete()).as("after some waiting").isFalse();
    addAll(parcels, lower);
    assertThat(wakes).as("by the first parcel").hasValue(1);

    assertThat(gathering.isComplete()).isFalse();
    wakes.set(0);
    addAll(upper.gradient(1, true), upper);
    assertThat(wakes).as("by the first parcel, and by the last").hasValue(2);
  }

  @Test
  void reportsWhatParcelsTell() throws Exception {
    begin(1);
    Queue<ByteBuf> parcels = upper.gradient(1, true);
    long bytes = parcels.stream().mapToInt(ByteBuf::readableBytes).sum();
    addAll(parcels, upper);
    assertThat(upper.place.report(77))
        .isEqualTo(new ExecutorReport("1", "host", 101, 201, 77, bytes));
  }
}
