package dev.bellows.round;

import dev.bellows.train.Chunks;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The way of the parameters to the members of other processes: each chunk leaves as soon as all its
 * floats are final, while the rest is still being updated; what to do with them follows. A parcel
 * has the chunk's number and its floats, or −1, the command and its step. When it is filled again,
 * everyone has received it, or what it says is overwritten by what follows.
 */
final class Parameters implements AutoCloseable {
  private static final int COMPLETE = -1; // in place of a chunk's number

  private final Chunks chunks;
  private final AtomicIntegerArray open; // floats of each chunk that are not final
  private volatile List<SparkRpc.Recipient> members = List.of();
  private final List<Parcel> parcels = new ArrayList<>(); // a chunk each, and what follows them
  private volatile float[] ahead; // of which chunks may have left already

  Parameters(Chunks chunks) {
    this.chunks = chunks;
    this.open = new AtomicIntegerArray(chunks.count());
    reset();
  }

  /** They have nothing yet. */
  void members(List<SparkRpc.Recipient> chosen) {
    if (parcels.isEmpty() && !chosen.isEmpty()) {
      for (int chunk = 0; chunk < chunks.count(); chunk++) {
        int bytes = Integer.BYTES + Float.BYTES * chunks.length(chunk);
        parcels.add(new Parcel(chosen.get(0), bytes));
      }
      parcels.add(new Parcel(chosen.get(0), Integer.BYTES + 2 * Long.BYTES));
    }
    members = List.copyOf(chosen);
    reset();
  }

  /**
   * Takes a parcel, on a member.
   *
   * @return the command that follows the parameters, or null if it is a part of them
   */
  static Object[] take(ByteBuf content, float[] parameters) {
    int chunk = content.readIntLE();
    if (chunk == COMPLETE) {
      return Wire.compute(content.readLongLE(), content.readLongLE(), parameters);
    }
    Payload.get(content, parameters, Chunks.of(parameters.length).from(chunk));
    return null;
  }

  private void reset() {
    ahead = null;
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      open.set(chunk, chunks.length(chunk));
    }
  }

  /** Floats that will not change before they are {@linkplain #send sent}. Any thread may tell. */
  void ready(float[] parameters, int from, int to) {
    if (members.isEmpty()) {
      return;
    }
    ahead = parameters;
    for (int chunk = from / chunks.size(); chunk <= (to - 1) / chunks.size(); chunk++) {
      int begin = Math.max(from, chunks.from(chunk));
      int end = Math.min(to, chunks.from(chunk) + chunks.length(chunk));
      if (open.addAndGet(chunk, begin - end) == 0) {
        send(chunk, parameters);
      }
    }
  }

  /** Sends what has not left yet, and what to do with it. */
  void send(float[] parameters, long command, long step) {
    if (members.isEmpty()) {
      return;
    }
    boolean isOther = ahead != null && ahead != parameters;
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      if (isOther || open.get(chunk) > 0) {
        send(chunk, parameters);
      }
    }
    parcels
        .get(chunks.count())
        .send(members, content -> content.putInt(COMPLETE).putLong(command).putLong(step));
    reset();
  }

  private void send(int chunk, float[] parameters) {
    parcels
        .get(chunk)
        .send(
            members,
            content -> {
              content.putInt(chunk);
              Payload.put(parameters, chunks.from(chunk), chunks.length(chunk), content);
            });
  }

  /** Nothing is sent any more. */
  @Override
  public void close() {
    parcels.forEach(Parcel::close);
  }
}
