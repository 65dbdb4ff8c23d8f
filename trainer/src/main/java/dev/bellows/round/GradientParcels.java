package dev.bellows.round;

import dev.bellows.data.ShardTree;
import dev.bellows.train.Chunks;
import dev.bellows.train.GradientSum;
import dev.bellows.train.StepSum;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A member's gradient sums on their way to the driver: for each chunk a parcel for each block of
 * shards. Each has, in this order, the command, the member's seat, the nanoseconds that the member
 * has computed and, before that, waited, how many parcels there are in all, the chunk, the block's
 * first shard and level, its rows, nanoseconds, loss and weight, and the chunk's floats, none if
 * the block has no rows. What is known only at the end is 0 before chunk 0, the last one.
 *
 * <p>Parcels are filled again in the next step, when the driver has received all of this one.
 */
final class GradientParcels implements AutoCloseable {
  private static final int HEADER = 7 * Long.BYTES + 5 * Integer.BYTES;

  private final List<SparkRpc.Recipient> driver;
  private final int seat;
  private final Chunks chunks;
  private final List<List<Parcel>> parcels = new ArrayList<>(); // of each chunk, its blocks

  /**
   * @param seat where the driver has the member
   */
  GradientParcels(SparkRpc.Recipient driver, int seat, Chunks chunks) {
    this.driver = List.of(driver);
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
        own.add(new Parcel(driver.get(0), HEADER + Float.BYTES * chunks.length(chunk)));
      }
      ShardTree.Block<StepSum> block = blocks.get(i);
      own.get(i)
          .send(
              driver,
              content -> {
                content.putLong(command).putInt(seat);
                content.putLong(computed).putLong(waited).putInt(blocks.size() * chunks.count());
                put(content, chunk, block);
              });
    }
  }

  private void put(ByteBuffer content, int chunk, ShardTree.Block<StepSum> block) {
    StepSum sum = block.value();
    boolean isTold = chunk == 0 && sum != null;
    content.putInt(chunk).putInt(block.first()).putInt(block.level());
    content.putLong(isTold ? sum.rows() : 0).putLong(isTold ? sum.computeNanos() : 0);
    content.putDouble(isTold ? sum.loss() : 0).putDouble(isTold ? sum.weight() : 0);
    if (sum != null) {
      Payload.put(sum.gradient(), chunks.from(chunk), chunks.length(chunk), content);
    }
  }

  /** Nothing is sent any more. */
  @Override
  public void close() {
    parcels.forEach(own -> own.forEach(Parcel::close));
  }

  /** The command of a parcel that has come. */
  static long command(ByteBuf content) {
    return content.getLongLE(content.readerIndex());
  }

  /** The seat of who sent it. */
  static int seat(ByteBuf content) {
    return content.getIntLE(content.readerIndex() + Long.BYTES);
  }

  /**
   * What a parcel tells of its member.
   *
   * @param computed nanoseconds that it has computed for the command so far
   * @param waited nanoseconds that it waited before
   * @param parcels that the command has in all
   */
  record Told(long computed, long waited, int parcels) {}

  /**
   * Reads a parcel and adds it to the sum of all members.
   *
   * @param arriving where the block that begins at a shard is put together
   */
  static Told add(ByteBuf content, IntFunction<StepSum> arriving, GradientSum total) {
    content.skipBytes(Long.BYTES + Integer.BYTES);
    Told told = new Told(content.readLongLE(), content.readLongLE(), content.readIntLE());
    int chunk = content.readIntLE();
    int first = content.readIntLE();
    int level = content.readIntLE();
    long rows = content.readLongLE();
    long nanos = content.readLongLE();
    double loss = content.readDoubleLE();
    double weight = content.readDoubleLE();
    StepSum block = null;
    if (content.isReadable()) {
      block = arriving.apply(first);
      Payload.get(content, block.gradient(), total.chunks().from(chunk));
    }
    if (chunk == 0) {
      if (block != null) {
        block.set(loss, weight, rows, nanos);
      }
      total.addCounts(first, level, block);
    }
    total.add(chunk, first, level, block);
    return told;
  }
}
