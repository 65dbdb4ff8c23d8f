package dev.bellows.round;

import dev.bellows.train.Chunks;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The way of the parameters to the members of other processes: each chunk leaves as soon as all its
 * floats are final, while the rest is still being updated. A parcel has the chunk's number and its
 * floats; when it is filled again, everyone has received it, or what it says is overwritten by what
 * follows.
 */
final class Parameters {
  private final Chunks chunks;
  private final AtomicIntegerArray open; // floats of each chunk that are not final
  private volatile List<SparkRpc.Recipient> members = List.of();
  private SparkRpc.Parcel[] parcels; // a chunk each
  private volatile float[] ahead; // of which chunks may have left already

  Parameters(Chunks chunks) {
    this.chunks = chunks;
    this.open = new AtomicIntegerArray(chunks.count());
    reset();
  }

  /** They have nothing yet. */
  void members(List<SparkRpc.Recipient> chosen) {
    if (parcels == null && !chosen.isEmpty()) {
      parcels = new SparkRpc.Parcel[chunks.count()];
      for (int chunk = 0; chunk < parcels.length; chunk++) {
        int bytes = Integer.BYTES + Float.BYTES * chunks.length(chunk);
        parcels[chunk] = new SparkRpc.Parcel(chosen.get(0), bytes);
      }
    }
    members = List.copyOf(chosen);
    reset();
  }

  /** Takes a chunk, on a member. */
  static void take(ByteBuffer content, float[] parameters) {
    int from = Chunks.of(parameters.length).from(content.getInt());
    Payload.get(content, parameters, from);
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

  /** Sends what has not left yet. */
  void send(float[] parameters) {
    boolean isOther = ahead != null && ahead != parameters;
    for (int chunk = 0; chunk < chunks.count() && !members.isEmpty(); chunk++) {
      if (isOther || open.get(chunk) > 0) {
        send(chunk, parameters);
      }
    }
    reset();
  }

  private void send(int chunk, float[] parameters) {
    ByteBuffer content = parcels[chunk].content().putInt(chunk);
    Payload.put(parameters, chunks.from(chunk), chunks.length(chunk), content);
    parcels[chunk].send(members, content);
  }
}
