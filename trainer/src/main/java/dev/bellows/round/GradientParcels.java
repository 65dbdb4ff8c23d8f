package dev.bellows.round;

import dev.bellows.data.ShardTree;
import dev.bellows.train.Chunks;
import dev.bellows.train.GradientSum;
import dev.bellows.train.StepSum;
import dev.bellows.train.SumPool;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A member's gradient sums on their way to the driver: for each chunk a parcel for each block of
 * shards. It has, in this order, the command, the member's seat, the chunk, the block's first shard
 * and level, its rows, nanoseconds, loss and weight, the nanoseconds that the member has computed
 * and, before that, waited, how many blocks there are, and the chunk's floats, none if the block
 * has no rows. What is known only at the end is 0 before chunk 0, the last one.
 *
 * <p>Parcels are filled again in the next step, when the driver has received all of this one.
 */
final class GradientParcels {
  private static final int HEADER = 7 * Long.BYTES + 5 * Integer.BYTES;

  private final SparkRpc.Recipient driver;
  private final List<SparkRpc.Recipient> drivers;
  private final int seat;
  private final Chunks chunks;
  private final List<List<Parcel>> parcels = new ArrayList<>(); // of each chunk, its blocks

  /**
   * @param seat where the driver has the member
   */
  GradientParcels(SparkRpc.Recipient driver, int seat, Chunks chunks) {
    this.driver = driver;
    this.drivers = List.of(driver);
    this.seat = seat;
    this.chunks = chunks;
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      parcels.add(new ArrayList<>());
    }
  }

  /**
   * Sends a complete chunk. Threads may send different ones at the same time.
   *
   * @param computed nanoseconds of this command
   * @param waited nanoseconds before it
   */
  void send(long command, int chunk, GradientSum sum, long computed, long waited) {
    List<ShardTree.Block<StepSum>> blocks = sum.blocks(chunk);
    List<Parcel> own = parcels.get(chunk);
    for (int i = 0; i < blocks.size(); i++) {
      if (i == own.size()) {
        own.add(new Parcel(driver, HEADER + Float.BYTES * chunks.length(chunk)));
      }
      ByteBuffer content = own.get(i).content();
      StepSum block = blocks.get(i).value();
      boolean isTold = chunk == 0 && block != null;
      content.putLong(command).putInt(seat).putInt(chunk);
      content.putInt(blocks.get(i).first()).putInt(blocks.get(i).level());
      content.putLong(isTold ? block.rows() : 0).putLong(isTold ? block.computeNanos() : 0);
      content.putDouble(isTold ? block.loss() : 0).putDouble(isTold ? block.weight() : 0);
      content.putLong(computed).putLong(waited).putInt(blocks.size());
      if (block != null) {
        Payload.put(block.gradient(), chunks.from(chunk), chunks.length(chunk), content);
      }
      own.get(i).send(drivers, content);
    }
  }

  /** The command of a parcel that has come. */
  static long command(ByteBuf content) {
    return content.getLongLE(content.readerIndex());
  }

  /** The seat of who sent it. */
  static int seat(ByteBuf content) {
    return content.getIntLE(content.readerIndex() + Long.BYTES);
  }

  /** Adds what has come to the whole. Called by {@link Seat#add}. */
  static void add(ByteBuf content, Seat seat, SumPool pool, GradientSum total) {
    int bytes = content.readableBytes();
    content.skipBytes(Long.BYTES + Integer.BYTES);
    int chunk = content.readIntLE();
    int first = content.readIntLE();
    int level = content.readIntLE();
    long rows = content.readLongLE();
    long nanos = content.readLongLE();
    double loss = content.readDoubleLE();
    double weight = content.readDoubleLE();
    seat.times(content.readLongLE(), content.readLongLE());
    int blocks = content.readIntLE();
    StepSum block = null;
    if (content.isReadable()) {
      block = seat.arriving(first, pool);
      Payload.get(content, block.gradient(), total.chunks().from(chunk));
    }
    if (chunk == 0) {
      if (block != null) {
        block.set(loss, weight, rows, nanos);
      }
      total.addCounts(first, level, block);
    }
    total.add(chunk, first, level, block);
    seat.came(bytes, blocks * total.chunks().count());
  }
}
