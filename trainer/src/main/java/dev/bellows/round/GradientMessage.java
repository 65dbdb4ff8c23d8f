package dev.bellows.round;

import dev.bellows.data.ShardTree;
import dev.bellows.train.Chunks;
import dev.bellows.train.GradientSum;
import dev.bellows.train.StepSum;
import dev.bellows.train.SumPool;
import java.util.List;

/**
 * A member's gradient sums on their way to the driver. Behind the member and the command come the
 * number of the chunk, or {@link #ALL}; for each block of shards its first shard, level, rows and
 * nanoseconds; its loss and weight; its floats, null where it has no rows; and the nanoseconds that
 * the member has computed and, before that, waited. All but the floats and their place are sent
 * with chunk 0, which is the last, and zero before.
 */
final class GradientMessage {
  /** In place of a chunk: all of them, in arrays of the same process. */
  private static final int ALL = -1;

  private static final int NUMBERS = 4;

  private GradientMessage() {}

  /** A chunk for another process. */
  static Object[] ofChunk(
      String member, long command, int chunk, GradientSum sum, long computed, long waited) {
    Chunks chunks = sum.chunks();
    List<ShardTree.Block<StepSum>> blocks = sum.blocks(chunk);
    Object[] floats = new Object[blocks.size()];
    for (int i = 0; i < floats.length; i++) {
      StepSum block = blocks.get(i).value();
      floats[i] =
          block == null
              ? null
              : Payload.bytes(block.gradient(), chunks.from(chunk), chunks.length(chunk));
    }
    return message(member, command, chunk, blocks, floats, computed, waited);
  }

  /** Everything, for the same process, which may change the arrays. */
  static Object[] ofAll(String member, long command, GradientSum sum, long computed, long waited) {
    List<ShardTree.Block<StepSum>> blocks = sum.blocks();
    Object[] floats = new Object[blocks.size()];
    for (int i = 0; i < floats.length; i++) {
      StepSum block = blocks.get(i).value();
      floats[i] = block == null ? null : block.gradient();
    }
    return message(member, command, ALL, blocks, floats, computed, waited);
  }

  private static Object[] message(
      String member,
      long command,
      int chunk,
      List<ShardTree.Block<StepSum>> blocks,
      Object[] floats,
      long computed,
      long waited) {
    long[] numbers = new long[NUMBERS * floats.length];
    double[] sums = new double[2 * floats.length];
    for (int i = 0; i < floats.length; i++) {
      ShardTree.Block<StepSum> block = blocks.get(i);
      numbers[NUMBERS * i] = block.first();
      numbers[NUMBERS * i + 1] = block.level();
      if (chunk <= 0 && block.value() != null) {
        numbers[NUMBERS * i + 2] = block.value().rows();
        numbers[NUMBERS * i + 3] = block.value().computeNanos();
        sums[2 * i] = block.value().loss();
        sums[2 * i + 1] = block.value().weight();
      }
    }
    return new Object[] {
      Wire.GRADIENT, member, command, chunk, numbers, sums, floats, computed, waited
    };
  }

  /** Adds what came from the member at {@code seat}. */
  static void add(Object[] message, Seat seat, SumPool pool, GradientSum total) {
    int chunk = (int) message[3];
    long[] numbers = (long[]) message[4];
    double[] sums = (double[]) message[5];
    Object[] floats = (Object[]) message[6];
    for (int i = 0; i < floats.length; i++) {
      int first = (int) numbers[NUMBERS * i];
      int level = (int) numbers[NUMBERS * i + 1];
      StepSum block = null;
      if (floats[i] instanceof float[] own) {
        block = new StepSum(own, 0, 0, 0, 0);
      } else if (floats[i] != null) {
        byte[] bytes = (byte[]) floats[i];
        block = seat.arriving(first, pool);
        Payload.copy(bytes, block.gradient(), total.chunks().from(chunk));
        seat.sent(bytes.length);
      }
      if (chunk <= 0) {
        if (block != null) {
          block.set(
              sums[2 * i], sums[2 * i + 1], numbers[NUMBERS * i + 2], numbers[NUMBERS * i + 3]);
        }
        total.addCounts(first, level, block);
      }
      if (chunk == ALL) {
        total.addChunks(first, level, block);
      } else {
        total.add(chunk, first, level, block);
      }
    }
    if (chunk <= 0) {
      seat.times((long) message[7], (long) message[8]);
    }
    int all = total.chunks().count();
    seat.came(chunk == ALL ? all : 1, all);
  }
}
